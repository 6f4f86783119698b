// Short notices at the foot of the page, read aloud by screen readers.

import { byId } from "./dom.js";

let timer = null;

export function notice(text, { bad = false } = {}) {
  const toast = byId("toast");
  toast.textContent = text;
  toast.classList.toggle("bad", bad);
  toast.classList.add("shown");
  clearTimeout(timer);
  timer = setTimeout(() => toast.classList.remove("shown"), bad ? 6000 : 2500);
}

/** Runs one act of the person; what fails is told, never swallowed. */
export async function attempt(act) {
  try {
    return await act();
  } catch (error) {
    notice(`ทำไม่สำเร็จ: ${error.message}`, { bad: true });
    return null;
  }
}
