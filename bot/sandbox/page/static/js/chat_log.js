// The stream of messages: date lines, bubbles, times and read marks. Only what is new is added.

import { byId, make } from "./dom.js";
import { initial } from "./faces.js";
import { drawMessage, unframed } from "./messages.js";
import { clockTime, longDate, shortDate } from "./thai_time.js";

const NEAR_THE_END = 80;

export class ChatLog {
  constructor(act) {
    this.act = act;
    this.scroller = byId("chat-log");
    this.list = byId("messages");
    this.shown = [];
    this.following = true;
    this.scroller.addEventListener("scroll", () => { this.following = this.atEnd() || this.atRest(); });
    new ResizeObserver(() => this.following && this.toEnd()).observe(this.scroller);
  }

  /** Another chat: nothing of the old one stays. */
  clear() {
    this.shown = [];
    this.list.replaceChildren();
    this.following = true;
  }

  /** Draws the messages; what is already there in the same order stays as it is. */
  show(messages, people) {
    const names = messages.map(nameOf);
    const kept = this.shown.every((name, index) => name === names[index]) ? this.shown.length : 0;
    if (kept === 0) this.list.replaceChildren();
    const added = messages.slice(kept);
    added.forEach((entry, index) => this.add(entry, messages[kept + index - 1], people, kept > 0));
    this.shown = names;
    if (added.length && (this.following || kept === 0 || added.some((entry) => entry.mine))) this.toEnd();
  }

  add(entry, before, people, arriving) {
    const newDay = !before || longDate(before.at) !== longDate(entry.at);
    if (newDay) this.list.append(dateLine(entry.at));
    const follows = !newDay && before.mine === entry.mine && before.sender === entry.sender && before.speaker === entry.speaker && clockTime(before.at) === clockTime(entry.at);
    const line = entry.mine ? this.fromPerson(entry) : this.fromOther(entry, follows, people);
    line.classList.toggle("arriving", arriving);
    this.list.append(line);
  }

  fromPerson(entry) {
    const time = make("span", { className: "time" }, ...(entry.read ? [make("span", { text: "อ่านแล้ว" })] : []), timeOf(entry));
    return make("li", { className: "line mine", data: { testid: "message", from: "user" } }, time, this.bubble(entry));
  }

  fromOther(entry, follows, { account, names }) {
    const speaker = entry.speaker ? names.get(entry.speaker) : (entry.sender ?? account);
    const avatar = make("span", { className: avatarClass(entry, follows), "aria-hidden": "true", text: follows ? "" : initial(speaker) });
    const name = follows ? null : make("span", { className: "sender", text: speaker });
    const time = make("span", { className: "time" }, timeOf(entry));
    const lineOf = ["flex", "template"].includes(entry.message.type) ? "bubble-line card-line" : "bubble-line";
    const body = make("div", { className: "spoken" }, name, make("div", { className: lineOf }, this.bubble(entry), time));
    return make("li", { className: follows ? "line theirs follows" : "line theirs", data: { testid: "message", from: entry.speaker ? "user" : "bot" } }, avatar, body);
  }

  bubble(entry) {
    const drawn = drawMessage(entry.message, this.act);
    return unframed(entry.message) ? drawn : make("div", { className: "bubble" }, drawn);
  }

  atEnd() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight < NEAR_THE_END;
  }

  /** Whether the view still stands where the last message brought it. */
  atRest() {
    return Math.abs(this.scroller.scrollTop - this.rest) < 2;
  }

  /** To the end, but never past the top of a last message that is taller than the view. */
  toEnd() {
    const { scroller, list } = this;
    const top = list.lastElementChild ? list.lastElementChild.offsetTop - scroller.offsetTop - 8 : 0;
    scroller.scrollTop = Math.min(top, scroller.scrollHeight - scroller.clientHeight);
    this.rest = scroller.scrollTop;
    this.following = true;
  }
}

const nameOf = ({ id, message, read }) => `${id} ${read} ${JSON.stringify(message)}`;

function avatarClass(entry, follows) {
  if (follows) return "avatar none";
  return entry.speaker ? "avatar person" : "avatar bot";
}

function dateLine(at) {
  return make("li", { className: "date-line" }, make("span", { text: longDate(at) }));
}

function timeOf({ at }) {
  return make("time", { datetime: at.toISOString(), title: `${shortDate(at)} ${clockTime(at)} น.`, text: `${clockTime(at)} น.` });
}
