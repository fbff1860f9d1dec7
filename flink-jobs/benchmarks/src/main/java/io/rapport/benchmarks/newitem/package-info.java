/** The time from an item's entry in the catalogue to its first recommendation. */
package io.rapport.benchmarks.newitem;
