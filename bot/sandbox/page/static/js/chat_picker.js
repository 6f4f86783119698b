// Who is chatting, and where: a face for each person's own chat with the account and for each group, with what is unread.

import * as api from "./api.js";
import { byId, icon, make } from "./dom.js";
import { initial } from "./faces.js";
import { attempt } from "./toast.js";

const GROUP = "M9 11a3.5 3.5 0 1 1 0-7 3.5 3.5 0 0 1 0 7zm-6.5 8a6.5 6 0 0 1 13 0M16 4.5a3.2 3.2 0 0 1 0 6.2M18 13.5a6 6 0 0 1 3.5 5.5";

export class ChatPicker {
  /** `chosen()` is called when the person picks another chat, `changed()` when there are new people. */
  constructor(chosen, changed) {
    this.chosen = chosen;
    this.changed = changed;
    this.names = new Map();
    this.chats = new Map();
    this.seen = new Map();
    this.speakers = new Map();
    this.strip = byId("people");
    this.speaker = byId("speaker-picker");
    this.speaker.addEventListener("change", () => this.speakAs(this.speaker.value));
    byId("add-person").addEventListener("click", () => byId("person-dialog").showModal());
    byId("person-form").addEventListener("submit", () => this.addPerson());
    byId("group-form").addEventListener("submit", () => this.addGroup());
  }

  /** { chat, writer, isGroup }, or undefined while there is nobody. The same chat and writer give the same object. */
  get place() {
    const chat = this.chats.get(this.open);
    if (!chat) return undefined;
    const writer = chat.isGroup ? this.speakerOf(chat) : chat.id;
    if (this.last?.chat !== chat.id || this.last.writer !== writer) this.last = { chat: chat.id, writer, isGroup: chat.isGroup };
    return this.last;
  }

  speakerOf({ id, members }) {
    const chosen = this.speakers.get(id);
    return members.includes(chosen) ? chosen : members[0];
  }

  async refresh() {
    const [{ users }, { groups }] = await Promise.all([api.people(), api.groups()]);
    const listed = JSON.stringify([users, groups]);
    if (listed === this.listed) return;
    this.listed = listed;
    this.names = new Map(users.map(({ userId, displayName }) => [userId, displayName]));
    const own = users.map((user) => ({ id: user.userId, name: user.displayName, received: user.received, quiet: !user.friend, isGroup: false }));
    const shared = groups.filter(({ joined, members }) => joined && members.length)
      .map((group) => ({ id: group.groupId, name: group.groupName, received: group.received, members: group.members, isGroup: true }));
    this.chats = new Map([...own, ...shared].map((chat) => [chat.id, chat]));
    for (const { id, received } of this.chats.values()) if (!this.seen.has(id)) this.seen.set(id, this.started ? 0 : received);
    this.started = true;
    if (!this.chats.has(this.open)) this.open = own[0]?.id;
    byId("group-form").hidden = users.length === 0;
    this.draw();
  }

  draw() {
    const chat = this.chats.get(this.open);
    if (chat) this.seen.set(chat.id, chat.received);
    const focused = document.activeElement?.dataset?.chat;
    this.strip.replaceChildren(...[...this.chats.values()].map((each) => this.face(each)));
    if (focused) this.strip.querySelector(`[data-chat="${focused}"]`)?.focus({ preventScroll: true });
    byId("speaker").hidden = !chat?.isGroup;
    if (!chat?.isGroup) return;
    this.speaker.replaceChildren(...chat.members.map((id) => make("option", { value: id, text: this.names.get(id) ?? id })));
    this.speaker.value = this.speakerOf(chat);
  }

  face({ id, name, received, isGroup, quiet }) {
    const unread = received - this.seen.get(id);
    const look = ["face", isGroup && "group", quiet && "quiet"].filter(Boolean).join(" ");
    const picture = make("span", { className: look, "aria-hidden": "true" }, isGroup ? icon(GROUP) : initial(name));
    const badge = unread > 0 ? make("span", { className: "unread", text: unread > 99 ? "99+" : String(unread), data: { testid: "unread" } }) : null;
    const label = `${isGroup ? "กลุ่ม " : ""}${name}${unread > 0 ? ` ยังไม่อ่าน ${unread} ข้อความ` : ""}`;
    const title = make("span", { className: "face-name", text: name });
    return make("button", {
      type: "button", className: "person", title: name, "aria-label": label, "aria-pressed": String(id === this.open),
      data: { testid: "person", chat: id }, on: { click: () => this.choose(id) },
    }, picture, badge, title);
  }

  choose(id) {
    this.open = id;
    this.draw();
    this.strip.querySelector(`[data-chat="${id}"]`)?.scrollIntoView({ inline: "nearest", block: "nearest" });
    this.chosen();
  }

  speakAs(writer) {
    this.speakers.set(this.open, writer);
    this.chosen();
  }

  async addPerson() {
    const field = byId("person-name");
    const added = await attempt(() => api.addPerson(field.value.trim()));
    field.value = "";
    if (!added) return;
    await this.refresh();
    this.choose(added.userId);
    this.changed();
  }

  async addGroup() {
    const field = byId("group-name");
    const made = await attempt(() => api.addGroup(field.value.trim(), [...this.names.keys()]));
    field.value = "";
    if (!made) return;
    await this.refresh();
    this.choose(made.groupId);
    this.changed();
  }
}
