// Package parcel tells where a parcel is. 包裹查询。
package parcel

import "fmt"

// Status of a parcel.
type Status struct {
	Number string
	Place  string
}

// Line is what the customer reads.
func (s Status) Line() string {
	return fmt.Sprintf("包裹 %s 已到达 %s", s.Number, s.Place)
}

func lost(days int) bool {
	return days > 10
}
