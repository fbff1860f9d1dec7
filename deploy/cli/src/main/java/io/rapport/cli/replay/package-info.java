/**
 * Replays recorded files as live events: reads lines of known formats, puts bad ones aside, and
 * sends events with identifiers that are the same every time.
 */
package io.rapport.cli.replay;
