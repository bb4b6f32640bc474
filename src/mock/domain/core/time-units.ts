export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
/** 24 hours; a day of London's local time may have an hour more or less. */
export const dayMs = 24 * hourMs;
