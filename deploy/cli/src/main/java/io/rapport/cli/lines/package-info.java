/** Files read line by line: lines joined into rows, rows split into fields, bad ones named. */
package io.rapport.cli.lines;
