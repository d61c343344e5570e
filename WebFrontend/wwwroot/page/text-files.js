import { byId } from './elements.js';

const largestBytes = 1_000_000;
const endings = ['.txt', '.md', '.markdown'];

/** Opens text files that are dropped on the form or chosen with its button. */
export function openTextFiles(form, onText, onProblem) {
  const chooser = byId('file');
  byId('open-file').addEventListener('click', () => chooser.click());
  chooser.addEventListener('change', () => {
    open(chooser.files[0], onText, onProblem);
    chooser.value = '';
  });
  let depth = 0;
  const hover = change => {
    depth = Math.max(0, depth + change);
    form.classList.toggle('dropping', depth > 0);
  };
  form.addEventListener('dragenter', event => hasFiles(event) && hover(1));
  form.addEventListener('dragleave', event => hasFiles(event) && hover(-1));
  // A file that misses the form must not replace the page, and with it what was typed.
  addEventListener('dragover', event => hasFiles(event) && event.preventDefault());
  addEventListener('drop', event => {
    if (hasFiles(event)) {
      event.preventDefault();
      hover(-depth);
      open(event.dataTransfer.files[0], onText, onProblem);
    }
  });
}

function hasFiles(event) {
  return event.dataTransfer?.types.includes('Files');
}

async function open(file, onText, onProblem) {
  if (!file) {
    return;
  }
  const name = file.name.toLowerCase();
  if (!file.type.startsWith('text/') && !endings.some(ending => name.endsWith(ending))) {
    onProblem(`“${file.name}” is not a text file. Open a .txt or .md file, or paste the text.`);
  } else if (file.size > largestBytes) {
    onProblem(`“${file.name}” is too large. A text may have up to 100,000 characters.`);
  } else {
    try {
      onText(new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer()), file.name);
    } catch {
      onProblem(`“${file.name}” cannot be read as text. Save it as UTF-8 and open it again.`);
    }
  }
}
