// Every call the page makes: the sandbox's control API, as JSON.

const ROOT = "/sandbox/api";

async function call(path, options = {}) {
  const response = await fetch(ROOT + path, { cache: "no-store", ...options });
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(complaint(body, response.status));
  return body;
}

function complaint(body, status) {
  const error = body.error ?? body;
  return (typeof error === "string" ? error : error.message) || `HTTP ${status}`;
}

function post(path, body = {}) {
  return call(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

const one = encodeURIComponent;

export const revision = () => call("/revision");

export const setClock = (instant) => post("/clock", { now: instant.toISOString() });
export const advanceClock = (seconds) => post("/clock", { advance_seconds: seconds });

export const faults = () => call("/faults");
export const armFault = (fault) => post("/faults", fault);
export const clearFaults = () => call("/faults", { method: "DELETE" });

export const spreadsheets = () => call("/spreadsheets");
export const spreadsheet = (id) => call(`/spreadsheets/${one(id)}`);
export const typeInto = (id, cell) => post(`/spreadsheets/${one(id)}/cells`, cell);
export const changeRow = (id, act) => post(`/spreadsheets/${one(id)}/rows`, act);

export const people = () => call("/line/users");
export const addPerson = (displayName) => post("/line/users", { displayName, language: "th" });
export const account = () => call("/line/account");
export const groups = () => call("/line/groups");
export const addGroup = (name, members) => post("/line/groups", { name, members });
export const chat = (id) => call(`/line/chats/${one(id)}`);
export const sendText = (user, text) => post(`/line/chats/${one(user)}/text`, { text });
export const sendPostback = (user, postback) => post(`/line/chats/${one(user)}/postback`, postback);
export const switchMenu = (user, richMenuAliasId, data) => post(`/line/chats/${one(user)}/richmenuswitch`, { richMenuAliasId, data });
export const follow = (user) => post(`/line/chats/${one(user)}/follow`);
export const unfollow = (user) => post(`/line/chats/${one(user)}/unfollow`);
export const sendToGroup = (group, said) => post(`/line/groups/${one(group)}/text`, said);
export const tapInGroup = (group, postback) => post(`/line/groups/${one(group)}/postback`, postback);
