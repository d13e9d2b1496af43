"""The nouns every room speaks: frozen, without input, output or clock.

Import the module you need (`pulse.model.survey`, `pulse.model.release`, ...): this package re-exports nothing, so that
a room right of the wall can never reach `answers` or `figures` by way of it.
"""
