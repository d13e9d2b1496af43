// Makes the form that REQUESTS describe. Run it once; the log says where the form is.
function makeForm() {
  const [head, ...creations] = REQUESTS;
  const form = FormApp.create(head.updateFormInfo.info.title);
  form.setDescription(head.updateFormInfo.info.description);
  form.setCollectEmail(false);
  const sections = {};
  const leading = [];
  for (const { createItem } of creations) {
    const item = createItem.item;
    const made = addItem(form, item);
    if (item.itemId) sections[item.itemId] = made;
    if (leads(item)) leading.push([made, item]);
  }
  for (const [made, item] of leading) lead(made, item, sections);
  Logger.log(form.getEditUrl());
}

function addItem(form, item) {
  if (item.pageBreakItem) return form.addPageBreakItem().setTitle(item.title);
  const question = item.questionItem.question;
  const made = addQuestion(form, question).setTitle(item.title).setRequired(question.required);
  if (item.description) made.setHelpText(item.description);
  if (!question.choiceQuestion) return made;
  if (!leads(item)) made.setChoiceValues(question.choiceQuestion.options.map((option) => option.value));
  if (AT_MOST[item.title]) {
    const most = FormApp.createCheckboxValidation().requireSelectAtMost(AT_MOST[item.title]).build();
    made.setValidation(most);
  }
  return made;
}

function addQuestion(form, question) {
  if (question.textQuestion) return question.textQuestion.paragraph ? form.addParagraphTextItem() : form.addTextItem();
  if (question.choiceQuestion.type === 'CHECKBOX') return form.addCheckboxItem();
  return question.choiceQuestion.type === 'DROP_DOWN' ? form.addListItem() : form.addMultipleChoiceItem();
}

function leads(item) {
  const choice = item.questionItem && item.questionItem.question.choiceQuestion;
  return Boolean(choice && choice.options.some((option) => option.goToSectionId || option.goToAction));
}

function lead(made, item, sections) {
  const actions = { NEXT_SECTION: FormApp.PageNavigationType.CONTINUE, SUBMIT_FORM: FormApp.PageNavigationType.SUBMIT };
  made.setChoices(item.questionItem.question.choiceQuestion.options.map((option) =>
    made.createChoice(option.value, option.goToSectionId ? sections[option.goToSectionId] : actions[option.goToAction])));
}
