// The sandbox's clock: shows it in the Buddhist Era and moves it.

import * as api from "./api.js";
import { byId, make } from "./dom.js";
import { clockTime, daysInMonth, fromThaiParts, longDate, MONTHS, shortDate, thaiParts, weekday } from "./thai_time.js";
import { attempt, notice } from "./toast.js";

const YEARS = { first: 2560, last: 2590 };

export class Clock {
  constructor(changed) {
    this.changed = changed;
    for (const button of document.querySelectorAll("[data-advance]")) {
      button.addEventListener("click", () => this.move(() => api.advanceClock(Number(button.dataset.advance))));
    }
    fill(byId("clock-month"), MONTHS.map((name, month) => [month, name]));
    fill(byId("clock-year"), range(YEARS.first, YEARS.last).map((year) => [year, year]));
    for (const id of ["clock-month", "clock-year"]) byId(id).addEventListener("change", () => this.fillDays());
    // Not at "toggle", which comes after the panel is open and would undo what was chosen in it meanwhile.
    byId("clock-set").querySelector("summary").addEventListener("click", () => this.offerNow());
    byId("clock-form").addEventListener("submit", (event) => this.set(event));
  }

  show(now) {
    this.now = now;
    const told = byId("clock-now");
    told.dateTime = now.toISOString();
    told.title = longDate(now);
    byId("clock-day").textContent = weekday(now);
    byId("clock-date").textContent = shortDate(now);
    byId("clock-time").textContent = `${clockTime(now)} น.`;
  }

  offerNow() {
    const { year, month, day, hour, minute } = thaiParts(this.now);
    byId("clock-year").value = year;
    byId("clock-month").value = month;
    this.fillDays();
    byId("clock-date-day").value = day;
    byId("clock-hour").value = `${pad(hour)}.${pad(minute)}`;
  }

  fillDays() {
    const field = byId("clock-date-day");
    const kept = Number(field.value);
    const last = daysInMonth(Number(byId("clock-year").value), Number(byId("clock-month").value));
    fill(field, range(1, last).map((day) => [day, day]));
    field.value = Math.min(kept || 1, last);
  }

  set(event) {
    event.preventDefault();
    const time = /^(\d{1,2})[.:](\d{2})$/.exec(byId("clock-hour").value.trim());
    if (!time || time[1] > 23 || time[2] > 59) return notice("เวลาเขียนอย่าง 08.30", { bad: true });
    const number = (id) => Number(byId(id).value);
    const parts = { year: number("clock-year"), month: number("clock-month"), day: number("clock-date-day"), hour: Number(time[1]), minute: Number(time[2]) };
    byId("clock-set").open = false;
    return this.move(() => api.setClock(fromThaiParts(parts)));
  }

  async move(call) {
    const moved = await attempt(call);
    if (!moved) return;
    this.show(new Date(moved.now));
    notice(`นาฬิกาจำลอง: ${longDate(this.now)} ${clockTime(this.now)} น.`);
    this.changed();
  }
}

const pad = (number) => String(number).padStart(2, "0");
const range = (first, last) => Array.from({ length: last - first + 1 }, (_, index) => first + index);

function fill(select, options) {
  select.replaceChildren(...options.map(([value, text]) => make("option", { value, text: String(text) })));
}
