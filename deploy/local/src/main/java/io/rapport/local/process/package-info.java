/** Processes of this machine: their identity, the way in which they ended, and their last words. */
package io.rapport.local.process;
