/** Files and directories that others read, or write into, meanwhile. */
package io.rapport.local.files;
