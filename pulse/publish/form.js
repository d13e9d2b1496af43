'use strict';
// One person after another answers on this screen. What is sent is sealed and kept on the device; nothing goes anywhere.
(() => {
  const IDLE = 120, WARNED = 60;  // seconds
  const LOCK = { name: 'RSA-OAEP', modulusLength: 3072, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' };
  const ROUNDS = 600000;  // of PBKDF2 with SHA-256
  const LEAST_CODE = 8;
  const ALIKE = 1024;  // sheets are filled up to whole blocks before they are sealed: their length tells less
  const NAME_SIGNS = 'bcdfghjkmnpqrstvwxyz', NAME_LENGTH = 20;  // no word, and no number for a spreadsheet to spoil

  const page = document.documentElement.dataset;
  const [SHEET, ...COLUMNS] = JSON.parse(page.columns);
  const ALL_FORMS = `pulse/${page.form}/`;
  const HERE = `${ALL_FORMS}${page.edition}.${page.fingerprint}/`;
  const SHEETS = `${HERE}sheet/`;
  const title = document.title;
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const IN_WORDS = COLUMNS.map((id) => ['text', 'line'].includes(one(`#q-${id}`, one('#questions').content).dataset.kind));
  const sheet = one('#sheet'), again = one('#again'), idle = one('#idle'), sure = one('#sure');

  // --- which screen stands there ---

  let current = one('#closed'), touched = Date.now(), opened = null, saved = [], base = null;

  function show(screen, heading) {
    all('.screen').forEach((it) => { it.hidden = it !== screen; });
    sheet.hidden = !sheet.contains(screen);
    current = screen;
    again.hidden = !isAnswering();
    all('.said', screen).forEach((it) => { it.textContent = ''; });
    document.title = heading ? `${heading} – ${title}` : title;
    window.scrollTo(0, 0);
    one('h1', screen).focus();
  }

  const isAnswering = () => sheet.contains(current) || current.id === 'end';
  const say = (screen, text) => { all('.said', screen).at(-1).textContent = text; };

  function start() {
    sheet.replaceChildren();  // and with it whatever "undo" could bring back
    all('input[type=password]').forEach((it) => { it.value = ''; });
    one('details').open = false;
    [opened, saved] = [null, []];
    [idle, sure].forEach((it) => it.open && it.close());
    show(one('#start'));
  }

  function begin() {
    sheet.replaceChildren(one('#questions').content.cloneNode(true));
    step(null, 1);
  }

  // --- the questions ---

  const questions = () => all('form', sheet);
  const isAsked = (question) => !question.dataset.if || answerTo(question.dataset.if).includes(question.dataset.is);
  const asked = () => questions().filter(isAsked);

  // What stands at a question: ids of options, or words; of one that is not asked, nothing.
  function answerTo(id) {
    const question = one(`#q-${id}`, sheet);
    if (!isAsked(question)) return [];
    const fields = all(question.dataset.kind === 'many' || one('[type=radio]', question) ? ':checked' : '[name]', question);
    return fields.map((it) => it.value.trim()).filter(Boolean);
  }

  function step(from, by) {
    const ahead = asked();
    const at = from ? ahead.indexOf(from) + by : by > 0 ? 0 : ahead.length - 1;
    if (at < 0) return;
    if (at >= ahead.length) return show(one('#end'), 'Send');
    const heading = `Question ${at + 1} of ${ahead.length}`;
    one('.place', ahead[at]).textContent = heading;
    one('[data-do=back]', ahead[at]).hidden = at === 0;
    show(ahead[at], heading);
  }

  function ticked(box) {
    const question = box.form, most = Number(question.dataset.most || 0);
    say(question, '');
    if (!box.checked) return;
    const others = all(':checked', question).filter((it) => it !== box);
    const against = others.filter((it) => 'alone' in box.dataset || 'alone' in it.dataset);
    against.forEach((it) => { it.checked = false; });
    if (against.length) say(question, `“${words(box)}” was ticked; what it excludes is not ticked any more.`);
    if (most && others.length - against.length >= most) {
      box.checked = false;
      say(question, `You can tick up to ${most}. Take a tick away first.`);
    }
  }

  const words = (box) => box.closest('label').textContent.trim();

  // --- kept on the device, sealed ---

  const text = new TextEncoder();
  const random = (length) => crypto.getRandomValues(new Uint8Array(length));
  const toText = (bytes) => btoa(Array.from(new Uint8Array(bytes), (it) => String.fromCharCode(it)).join(''));
  const toBytes = (written) => Uint8Array.from(atob(written), (it) => it.charCodeAt(0));
  const starting = (name) => IDBKeyRange.bound(name, `${name}\uffff`);

  // localStorage would do, but browsers write it down late: a flat battery would take sheets with it (tried in Chromium).
  const database = () => new Promise((done, failed) => {
    const asked = indexedDB.open('pulse', 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore('kept');
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });

  // Done only once it is on the disk.
  async function within(mode, work) {
    const held = await base;
    return new Promise((done, failed) => {
      const change = held.transaction('kept', mode, { durability: 'strict' });
      const asked = work(change.objectStore('kept'));
      change.oncomplete = () => done(asked?.result);
      change.onabort = () => failed(change.error);
    });
  }

  const keep = (name, value) => within('readwrite', (it) => it.add(value, HERE + name));  // never over another
  const kept = (name) => within('readonly', (it) => it.get(HERE + name));
  const names = (start) => within('readonly', (it) => it.getAllKeys(starting(start)));  // in the order of the names
  const forget = (found) => within('readwrite', (it) => { found.forEach((name) => it.delete(name)); });

  // Drawn at random, each sign as likely as any other.
  function newName(length) {
    const most = 256 - (256 % NAME_SIGNS.length);
    let name = '';
    while (name.length < length) for (const it of random(length)) if (it < most) name += NAME_SIGNS[it % NAME_SIGNS.length];
    return name.slice(0, length);
  }

  async function keyOf(code, salt) {
    const secret = await crypto.subtle.importKey('raw', text.encode(code.normalize('NFKC')), 'PBKDF2', false, ['deriveKey']);
    const how = { name: 'PBKDF2', hash: 'SHA-256', iterations: ROUNDS, salt };
    return crypto.subtle.deriveKey(how, secret, { name: 'AES-GCM', length: 256 }, false, ['wrapKey', 'unwrapKey']);
  }

  // Anybody can seal a sheet with the one key; the other, which opens them, is locked with the code.
  async function makeLock(code) {
    const pair = await crypto.subtle.generateKey(LOCK, true, ['wrapKey', 'unwrapKey']);
    const salt = random(16), iv = random(12);
    const opens = await crypto.subtle.wrapKey('pkcs8', pair.privateKey, await keyOf(code, salt), { name: 'AES-GCM', iv });
    const seals = await crypto.subtle.exportKey('spki', pair.publicKey);
    await keep('lock', JSON.stringify([seals, opens, salt, iv].map(toText)));
  }

  const lock = async () => JSON.parse(await kept('lock')).map(toBytes);

  async function openLock(code) {
    const [, opens, salt, iv] = await lock();
    const key = await keyOf(code, salt);
    return crypto.subtle.unwrapKey('pkcs8', opens, key, { name: 'AES-GCM', iv }, LOCK, false, ['unwrapKey']);
  }

  async function seal(cells) {
    const [seals] = await lock(), iv = random(12);
    const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt']);
    const plain = text.encode(JSON.stringify(cells));
    const blocks = new Uint8Array(Math.ceil(plain.length / ALIKE) * ALIKE).fill(32);  // JSON may end in spaces
    blocks.set(plain);
    const closed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, blocks);
    const outer = await crypto.subtle.importKey('spki', seals, LOCK, false, ['wrapKey']);
    return JSON.stringify([await crypto.subtle.wrapKey('raw', key, outer, LOCK), closed, iv].map(toText));
  }

  async function unseal(sealed) {
    const [wrapped, closed, iv] = JSON.parse(sealed).map(toBytes);
    const key = await crypto.subtle.unwrapKey('raw', wrapped, opened, LOCK, 'AES-GCM', false, ['decrypt']);
    return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, closed)));
  }

  // --- sending, saving, deleting ---

  async function send() {
    const cells = COLUMNS.map((id) => answerTo(id).join(';'));
    const places = new Set(questions().filter((it) => 'group' in it.dataset).map((it) => it.dataset.id));
    if (!COLUMNS.some((id, at) => cells[at] && !places.has(id))) return say(current, 'You have not answered any question yet.');
    try {
      await keep(`sheet/${newName(NAME_LENGTH)}`, await seal(cells));
    } catch {
      return say(current, 'This tablet could not keep your answers. They are still here: tell whoever looks after it.');
    }
    sheet.replaceChildren();
    show(one('#thanks'));
  }

  // A spreadsheet would run words that begin like this.
  const inert = (cell, at) => IN_WORDS[at] && /^[=+\-@]/.test(cell) ? `'${cell}` : cell;
  const quoted = (cell) => /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
  const row = (name, cells) => [name, ...cells.map(inert)].map(quoted).join(',');

  async function save() {
    const found = await names(SHEETS);  // by names drawn at random: in no order that tells when
    const rows = [];
    for (const name of found) rows.push(row(name.slice(SHEETS.length), await unseal(await kept(name.slice(HERE.length)))));
    const content = [row(SHEET, COLUMNS), ...rows].map((it) => `${it}\r\n`).join('');
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([content], { type: 'text/csv' }));
    link.download = `${page.form}.${page.edition}.${newName(4)}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    saved = found;
    one('[data-do=delete]').hidden = !found.length;
    say(current, `${sheets(found.length)} went into ${link.download}. Look for it among the downloads before you delete anything here.`);
  }

  async function deleteSaved() {
    const count = saved.length;
    await forget(saved);
    await keeper();
    say(current, `${sheets(count)} deleted from this tablet.`);
  }

  const sheets = (count) => `${count} ${count === 1 ? 'sheet' : 'sheets'}`;

  async function keeper() {
    saved = [];
    const count = (await names(SHEETS)).length;
    const elsewhere = (await names(ALL_FORMS)).filter((it) => it.includes('/sheet/') && !it.startsWith(SHEETS));
    one('#waiting').textContent = count ? `${sheets(count)} on this tablet.` : 'There is no sheet on this tablet.';
    one('#others').hidden = !elsewhere.length;
    one('#others').textContent = `${sheets(elsewhere.length)} of another stock-take or version: open the file with which they were answered to save them.`;
    one('[data-do=save]').hidden = !count;
    one('[data-do=delete]').hidden = true;
    show(one('#keeper'));
  }

  // --- what is pressed ---

  const presses = {
    begin, save, start, keeper: () => show(one('#unlock')), delete: deleteSaved, wipe: start,
    back: () => step(current.id === 'end' ? null : current, -1),
    stay: () => [idle, sure].forEach((it) => it.open && it.close()),
    untick: () => all('input', current).forEach((it) => { it.checked = false; }),
  };
  const sends = { setup: setUp, end: send, unlock };

  async function setUp() {
    const [code, twice] = ['#code-1', '#code-2'].map((it) => one(it).value);
    if (code.length < LEAST_CODE) return say(current, `The code needs ${LEAST_CODE} signs or more.`);
    if (code !== twice) return say(current, 'The two codes are not the same.');
    if (await kept('lock')) return refuse('It was locked with a code in another window: go on there.');
    await makeLock(code);
    await navigator.storage?.persist?.();
    start();
  }

  async function unlock() {
    try {
      opened = await openLock(one('#code').value);
    } catch {
      return say(current, 'That is not the code of this tablet.');
    }
    one('#code').value = '';
    await keeper();
  }

  let busy = false;
  async function once(button, work) {
    if (busy) return;
    busy = true;
    if (button) button.setAttribute('aria-disabled', 'true');
    try {
      await work();
    } catch {
      say(current, 'That did not work. Nothing was lost; try again.');
    } finally {
      if (button) button.removeAttribute('aria-disabled');
      busy = false;
    }
  }

  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-do]');
    if (button) once(button, presses[button.dataset.do]);
  });
  document.addEventListener('submit', (event) => {
    event.preventDefault();
    once(event.submitter, () => sheet.contains(event.target) ? step(event.target, 1) : sends[event.target.id]());
  });
  document.addEventListener('change', (event) => event.target.type === 'checkbox' && ticked(event.target));
  document.addEventListener('input', ({ target }) => {
    const left = target.maxLength - target.value.length;
    if (target.maxLength > 0) say(target.form, left < 500 ? `Room for ${left} more characters.` : '');
  });
  again.addEventListener('click', () => sure.showModal());

  // --- nobody there any more ---

  for (const name of ['pointerdown', 'keydown', 'input', 'wheel', 'touchmove', 'mousemove']) {
    document.addEventListener(name, () => { if (!idle.open) touched = Date.now(); }, { passive: true });
  }
  idle.addEventListener('close', () => { touched = Date.now(); });

  setInterval(() => {
    const away = (Date.now() - touched) / 1000;
    if (away >= IDLE + WARNED) {
      touched = Date.now();
      if (!['setup', 'closed'].includes(current.id)) start();
    } else if (away >= IDLE && !idle.open && (isAnswering() || current.id === 'keeper')) idle.showModal();
    if (idle.open) one('#left').textContent = Math.max(0, Math.ceil(IDLE + WARNED - away));
  }, 1000);
  addEventListener('beforeunload', (event) => isAnswering() && event.preventDefault());
  addEventListener('pageshow', (event) => event.persisted && !['setup', 'closed'].includes(current.id) && start());

  // --- the first screen ---

  function refuse(why) {
    one('#why').textContent = why;
    one('#why').hidden = false;
    show(one('#closed'));
  }

  async function first() {
    if (!globalThis.crypto?.subtle) {
      return refuse('It needs to be opened as a file on this device, or from an address that begins with https.');
    }
    try {
      base = database();
      await base;
    } catch {
      return refuse('This browser keeps nothing on the device. Allow it to, or use another one.');
    }
    return await kept('lock') ? start() : show(one('#setup'));
  }

  first();
})();
