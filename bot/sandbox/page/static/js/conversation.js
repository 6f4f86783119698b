// The control API's chat as the page wants it, and what a person does in it.

import * as api from "./api.js";

/** What `writer` sees of a chat: their own messages stand on the right. */
export function readConversation(json, writer) {
  return {
    messages: json.messages.map((said) => readMessage(said, writer)),
    quickReply: json.quickReply ?? [],
    richMenu: json.richMenu ?? null,
    loading: json.loading,
    blocked: json.blocked,
    friend: json.group ? json.group.joined : json.user.friend,
    title: json.group?.groupName ?? null,
  };
}

function readMessage({ id, from, at, message, userId, read }, writer) {
  const mine = from === "person" && (userId === null || userId === writer);
  return { id, mine, at: new Date(at), read, message, speaker: mine || from === "bot" ? null : userId, sender: message.sender?.name ?? null };
}

/** The acts of one person in one chat; in a group a text that begins with @account calls the bot. */
export function actsIn({ chat, writer, isGroup }, accountName) {
  if (!isGroup) {
    return {
      text: (text) => api.sendText(chat, text),
      postback: (postback) => api.sendPostback(chat, postback),
      switchMenu: (alias, data) => api.switchMenu(chat, alias, data),
    };
  }
  const call = `@${accountName}`;
  return {
    text: (text) => api.sendToGroup(chat, { userId: writer, text: text.startsWith(call) ? text.slice(call.length).trim() || call : text, mentionBot: text.startsWith(call) }),
    postback: (postback) => api.tapInGroup(chat, postback),
    switchMenu: () => Promise.reject(new Error("กลุ่มไม่มีเมนู")),
  };
}
