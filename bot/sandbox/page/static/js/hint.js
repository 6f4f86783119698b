// One line that says what to try next; the person turns it on.

import { byId } from "./dom.js";

const HINTS = [
  "พิมพ์ในช่องสีเหลือง แล้วดูคอลัมน์ผลตรวจในแถวเดียวกัน ระบบจะตอบภายในไม่กี่วินาที",
  "ส่งคำว่า คะแนน ในแชต เพื่อดูบัตรคะแนนของหน่วยงาน",
  "ส่งคำว่า ขาดอะไร เพื่อดูรายการหลักฐานที่ยังขาด พร้อมแถวที่ต้องเปิด",
  "กด +7 วัน เพื่อเลื่อนนาฬิกา แล้วดูข้อความเตือนก่อนวันกำหนดส่ง",
  "เปิดเหตุขัดข้อง “ทำแล้วแต่คำตอบหาย” แล้วดูว่าระบบไม่ส่งซ้ำและไม่ทำข้อมูลหาย",
];

export function startHints() {
  let at = 0;
  const show = () => { byId("hint-text").textContent = HINTS[at]; };
  byId("hint-next").addEventListener("click", () => {
    at = (at + 1) % HINTS.length;
    show();
  });
  show();
}
