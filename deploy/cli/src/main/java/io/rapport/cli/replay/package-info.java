/**
 * Recorded files as live events: reads lines of known formats, bad ones aside, and sends them with
 * identifiers that are the same every time.
 */
package io.rapport.cli.replay;
