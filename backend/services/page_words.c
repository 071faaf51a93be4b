// SPDX-License-Identifier: Apache-2.0
// The words of the phone and office pages. Sorted by key.
#include "backend/services/html.h"
#include <stdlib.h>

static const struct row {
    const char *key, *en, *ko;
} rows[] = {
    {"action-needed", "What you can do", "할 수 있는 일"},
    {"all-offices", "All offices", "모든 부서"},
    {"all-states", "All states", "모든 상태"},
    {"answer", "Text to the citizen", "민원인에게 보낼 글"},
    {"answers", "Answers", "답변 내용"},
    {"by", "By", "기한"},
    {"case", "Case", "사건"},
    {"cases", "Cases", "사건 목록"},
    {"clock", "Clock", "처리 기간"},
    {"day-left", "{n} working day left", "근무일 {n}일 남음"},
    {"days-left", "{n} working days left", "근무일 {n}일 남음"},
    {"ended", "Done", "완료"},
    {"extend", "Take more time", "기간 연장"},
    {"extend-days", "{n} more working days", "근무일 {n}일 더"},
    {"late", "Late: the deadline has passed", "기한이 지났습니다"},
    {"login", "Your sign-in name", "로그인 이름"},
    {"messages", "New messages: {n}", "새 글 {n}개"},
    {"month-1", "January", "1월"},
    {"month-10", "October", "10월"},
    {"month-11", "November", "11월"},
    {"month-12", "December", "12월"},
    {"month-2", "February", "2월"},
    {"month-3", "March", "3월"},
    {"month-4", "April", "4월"},
    {"month-5", "May", "5월"},
    {"month-6", "June", "6월"},
    {"month-7", "July", "7월"},
    {"month-8", "August", "8월"},
    {"month-9", "September", "9월"},
    {"name", "Your name, as citizens read it", "민원인에게 보일 이름"},
    {"next", "More cases", "다음 목록"},
    {"no-cases", "No case fits.", "해당하는 사건이 없습니다."},
    {"no-time", "No deadline", "기한 없음"},
    {"not-now", "This could not be done: the case has changed, or something is missing. Nothing was lost.",
     "처리하지 못했습니다. 사건이 바뀌었거나 빠진 것이 있습니다. 쓴 글은 그대로 있습니다."},
    {"not-officer", "This account is not an officer's.", "담당자 계정이 아닙니다."},
    {"number", "Case number", "사건 번호"},
    {"office", "Office", "부서"},
    {"office-desk", "Office desk", "담당자 창구"},
    {"officer", "Officer", "담당자"},
    {"open-only", "Open cases", "열린 사건"},
    {"password", "Password", "비밀번호"},
    {"reason", "Reason, the citizen reads it", "이유 (민원인에게 보입니다)"},
    {"reopened", "Reopened", "다시 열림"},
    {"search", "Search", "찾기"},
    {"secret", "Secret", "비밀 코드"},
    {"send-message", "Send message", "글 보내기"},
    {"sender", "Sent by", "보낸 사람"},
    {"sign-in", "Sign in", "로그인"},
    {"sign-in-first", "Please sign in.", "로그인하세요."},
    {"sign-out", "Sign out", "로그아웃"},
    {"since", "Since", "접수"},
    {"state", "State", "상태"},
    {"stopped", "The clock stands still", "처리 기간이 멈춰 있습니다"},
    {"timeline", "What the citizen sees", "민원인에게 보이는 내용"},
    {"title", "Matter", "내용"},
    {"to-office", "To which office", "보낼 부서"},
    {"today", "Today is the last day", "오늘이 마지막 날입니다"},
    {"too-many", "Too many wrong tries. Please wait an hour.", "여러 번 틀렸습니다. 한 시간 뒤에 다시 시도하세요."},
    {"weekday-1", "Monday", "월요일"},
    {"weekday-2", "Tuesday", "화요일"},
    {"weekday-3", "Wednesday", "수요일"},
    {"weekday-4", "Thursday", "목요일"},
    {"weekday-5", "Friday", "금요일"},
    {"weekday-6", "Saturday", "토요일"},
    {"weekday-7", "Sunday", "일요일"},
    {"write", "Write to the citizen", "민원인에게 글 쓰기"},
    {"wrong-password", "That is not the password. Please try again.", "비밀번호가 맞지 않습니다. 다시 시도하세요."},
};

static int by_key(const void *key, const void *row) { return strcmp(key, ((const struct row *)row)->key); }

const char *page_word(const char *key, const char *language) {
    const struct row *r = bsearch(key, rows, sizeof rows / sizeof *rows, sizeof *rows, by_key);
    if (!r)
        return key;
    return !strncmp(language, "ko", 2) && (!language[2] || language[2] == '-') ? r->ko : r->en;
}
