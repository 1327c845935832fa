package event

import "time"

// Limits of the times of what happened: observations, calls, encounters,
// inspections. In milliseconds of Unix time, UTC.
const (
	earliest = 631152000000 // 1990-01-01: before that there was no AIS
	maxAhead = 10 * time.Minute
)

// Limits of validity, which may begin with the ship and end in the future.
const (
	earliestValidity = -2208988800000 // 1900-01-01, as early as the warehouse's time type goes
	latestValidity   = 7258118400000  // 2200-01-01
)

// parseTime reads RFC 3339 with any offset into milliseconds of Unix time;
// finer fractions are cut off. It exists beside time.Parse because it takes
// bytes and is the largest single cost of decoding a position otherwise.
func parseTime[T string | []byte](s T) (ms int64, ok bool) {
	if len(s) < 20 || s[10] != 'T' || s[13] != ':' || s[16] != ':' {
		return 0, false
	}
	ms, ok = parseDate(s[:10])
	hour, ok1 := digits(s[11:13])
	minute, ok2 := digits(s[14:16])
	second, ok3 := digits(s[17:19])
	if !ok || !ok1 || !ok2 || !ok3 || hour > 23 || minute > 59 || second > 59 {
		return 0, false
	}
	ms += int64(hour*3600+minute*60+second) * 1000
	i := 19
	if s[i] == '.' {
		start := i + 1
		for i = start; i < len(s) && s[i] >= '0' && s[i] <= '9'; i++ {
			switch i - start {
			case 0:
				ms += int64(s[i]-'0') * 100
			case 1:
				ms += int64(s[i]-'0') * 10
			case 2:
				ms += int64(s[i] - '0')
			}
		}
		if i == start {
			return 0, false
		}
	}
	offset, ok := parseOffset(s[i:])
	return ms - offset, ok
}

// parseOffset reads Z or ±hh:mm into milliseconds east of UTC.
func parseOffset[T string | []byte](s T) (ms int64, ok bool) {
	if len(s) == 1 && s[0] == 'Z' {
		return 0, true
	}
	if len(s) != 6 || s[3] != ':' || (s[0] != '+' && s[0] != '-') {
		return 0, false
	}
	hour, ok1 := digits(s[1:3])
	minute, ok2 := digits(s[4:6])
	if !ok1 || !ok2 || hour > 23 || minute > 59 {
		return 0, false
	}
	ms = int64(hour*60+minute) * 60000
	if s[0] == '-' {
		ms = -ms
	}
	return ms, true
}

// parseDate reads 2022-01-03 as the start of that day, UTC.
func parseDate[T string | []byte](s T) (ms int64, ok bool) {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return 0, false
	}
	year, ok1 := digits(s[:4])
	month, ok2 := digits(s[5:7])
	day, ok3 := digits(s[8:10])
	if !ok1 || !ok2 || !ok3 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		return 0, false
	}
	// Days from the civil calendar, counting years from March so that the leap
	// day comes last.
	if month <= 2 {
		year--
		month += 12
	}
	days := 365*year + year/4 - year/100 + year/400 + (153*(month-3)+2)/5 + day - 1 - 719468
	return int64(days) * 86400000, true
}

func daysIn(year, month int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

func digits[T string | []byte](s T) (n int, ok bool) {
	for i := 0; i < len(s); i++ {
		c := s[i] - '0'
		if c > 9 {
			return 0, false
		}
		n = n*10 + int(c)
	}
	return n, true
}
