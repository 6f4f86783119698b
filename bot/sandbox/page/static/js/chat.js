// The LINE side of the page: the stream, quick replies, the menu and the field to write in.

import * as api from "./api.js";
import { ChatLog } from "./chat_log.js";
import { ChatPicker } from "./chat_picker.js";
import { actsIn, readConversation } from "./conversation.js";
import { chooseDate } from "./date_choice.js";
import { byId } from "./dom.js";
import { showQuickReplies } from "./quick_reply.js";
import { RichMenu } from "./rich_menu.js";
import { attempt } from "./toast.js";

const narrow = matchMedia("(max-width: 860px)");

export class Chat {
  constructor(changed) {
    this.changed = changed;
    this.acts = this.actsOfPerson();
    this.log = new ChatLog(this.acts);
    this.menu = new RichMenu(this.acts);
    this.picker = new ChatPicker(() => attempt(() => this.load()), changed);
    byId("chat-form").addEventListener("submit", (event) => this.submit(event));
    byId("chat-input").addEventListener("focus", () => narrow.matches && this.menu.fold(true));
    byId("add-friend").addEventListener("click", () => this.act((_, { chat }) => api.follow(chat)));
    byId("block").addEventListener("click", () => this.act((_, { chat }) => (this.blocked ? api.follow(chat) : api.unfollow(chat))));
  }

  actsOfPerson() {
    return {
      text: (text) => this.act((acts) => acts.text(text)),
      postback: (postback) => this.act((acts) => acts.postback(postback)),
      pickDate: (action) => chooseDate(action, (params) => this.act((acts) => acts.postback({ data: action.data, params }))),
      switchMenu: (alias, data) => this.act((acts) => acts.switchMenu(alias, data)),
    };
  }

  async act(perform) {
    const { place } = this.picker;
    await attempt(() => perform(actsIn(place, this.account), place));
    this.changed();
  }

  async refresh() {
    const [{ displayName }] = await Promise.all([api.account(), this.picker.refresh()]);
    this.account = displayName;
    await this.load();
  }

  async load() {
    const { place } = this.picker;
    byId("no-person").hidden = Boolean(place);
    byId("phone").hidden = !place;
    if (!place) {
      byId("block").hidden = true;
      return;
    }
    const conversation = readConversation(await api.chat(place.chat), place.writer);
    if (place === this.picker.place) this.show(place, conversation);
  }

  show(place, conversation) {
    const { title, messages, quickReply, richMenu, loading } = conversation;
    if (place !== this.place) this.startIn();
    this.place = place;
    this.loading = loading;
    byId("account-name").textContent = title ?? this.account;
    byId("shield").toggleAttribute("hidden", place.isGroup);
    const answered = messages.filter(({ speaker, mine }) => !mine && !speaker).length;
    if (answered > this.answered) this.menu.makeRoom();
    this.answered = answered;
    this.log.show(messages, { account: this.account, names: this.picker.names });
    showQuickReplies(quickReply, this.acts);
    this.menu.show(richMenu);
    this.showStanding(place, conversation);
    byId("typing").hidden = !loading;
    if (loading && this.log.following) this.log.toEnd();
  }

  startIn() {
    this.log.clear();
    this.menu.talking = false;
    this.answered = 0;
  }

  showStanding({ isGroup }, { friend, blocked }) {
    this.blocked = blocked;
    byId("not-friend").hidden = isGroup || friend || blocked;
    byId("blocked").hidden = !blocked;
    byId("block").hidden = isGroup || !(friend || blocked);
    byId("block").textContent = blocked ? "เลิกบล็อก" : "บล็อก";
    byId("chat-input").placeholder = isGroup ? `เรียกบัญชีด้วย @${this.account} คะแนน` : "พิมพ์ข้อความ เช่น คะแนน";
    for (const id of ["chat-input", "chat-send"]) byId(id).disabled = blocked;
  }

  submit(event) {
    event.preventDefault();
    const field = byId("chat-input");
    const text = field.value.trim();
    if (!text) return;
    field.value = "";
    this.acts.text(text);
  }
}
