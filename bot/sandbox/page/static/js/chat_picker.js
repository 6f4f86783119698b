// Who is chatting, and where: each person's own chat with the account, and the groups they are in.

import * as api from "./api.js";
import { byId, make } from "./dom.js";
import { attempt } from "./toast.js";

export class ChatPicker {
  /** `chosen()` is called when the person picks another chat, `changed()` when there are new people. */
  constructor(chosen, changed) {
    this.changed = changed;
    this.names = new Map();
    this.places = new Map();
    this.field = byId("chat-picker");
    this.field.addEventListener("change", chosen);
    byId("add-person").addEventListener("click", () => byId("person-dialog").showModal());
    byId("person-form").addEventListener("submit", () => this.addPerson());
    byId("group-form").addEventListener("submit", () => this.addGroup());
  }

  /** { chat, writer, isGroup }, or undefined while there is nobody. */
  get place() {
    return this.places.get(this.field.value);
  }

  async refresh() {
    const [{ users }, { groups }] = await Promise.all([api.people(), api.groups()]);
    const listed = JSON.stringify([users.map(({ userId, displayName }) => [userId, displayName]), groups]);
    if (listed === this.listed) return;
    this.listed = listed;
    this.names = new Map(users.map(({ userId, displayName }) => [userId, displayName]));
    this.fill(users, groups.filter((group) => group.joined));
  }

  fill(users, groups) {
    const kept = this.field.value;
    this.places.clear();
    const own = users.map((user) => this.option(user.displayName, { chat: user.userId, writer: user.userId, isGroup: false }));
    const shared = groups.flatMap(({ groupId, groupName, members }) =>
      members.map((writer) => this.option(`${groupName} · ${this.names.get(writer)}`, { chat: groupId, writer, isGroup: true })));
    this.field.replaceChildren(...own, ...(shared.length ? [make("optgroup", { label: "กลุ่ม" }, ...shared)] : []));
    if (this.places.has(kept)) this.field.value = kept;
    this.field.disabled = users.length === 0;
    byId("group-form").hidden = users.length === 0;
  }

  option(text, place) {
    const value = place.isGroup ? `${place.chat} ${place.writer}` : place.chat;
    this.places.set(value, place);
    return make("option", { value, text });
  }

  async addPerson() {
    const field = byId("person-name");
    const added = await attempt(() => api.addPerson(field.value.trim()));
    field.value = "";
    if (!added) return;
    await this.refresh();
    this.field.value = added.userId;
    this.changed();
  }

  async addGroup() {
    const field = byId("group-name");
    await attempt(() => api.addGroup(field.value.trim(), [...this.names.keys()]));
    field.value = "";
    this.changed();
  }
}
