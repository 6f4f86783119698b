// Instants in Bangkok time and the Buddhist Era. Thailand keeps UTC+7 all year.

const OFFSET = 7 * 3600 * 1000;
export const MONTHS = [
  "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
  "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
];
const SHORT_MONTHS = [
  "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
];
const WEEKDAYS = ["อาทิตย์", "จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์"];

/** Parts of an instant as a Thai reads them: year is Buddhist Era, month counts from 0. */
export function thaiParts(instant) {
  const local = new Date(instant.getTime() + OFFSET);
  return {
    year: local.getUTCFullYear() + 543,
    month: local.getUTCMonth(),
    day: local.getUTCDate(),
    weekday: local.getUTCDay(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
  };
}

export function fromThaiParts({ year, month, day, hour, minute }) {
  return new Date(Date.UTC(year - 543, month, day, hour, minute) - OFFSET);
}

export function daysInMonth(year, month) {
  return new Date(Date.UTC(year - 543, month + 1, 0)).getUTCDate();
}

const two = (number) => String(number).padStart(2, "0");

export function clockTime(instant) {
  const { hour, minute } = thaiParts(instant);
  return `${two(hour)}.${two(minute)}`;
}

export function shortDate(instant) {
  const { day, month, year } = thaiParts(instant);
  return `${day} ${SHORT_MONTHS[month]} ${year}`;
}

export function longDate(instant) {
  const { weekday, day, month, year } = thaiParts(instant);
  return `วัน${WEEKDAYS[weekday]}ที่ ${day} ${MONTHS[month]} ${year}`;
}

export const weekday = (instant) => `วัน${WEEKDAYS[thaiParts(instant).weekday]}`;
