/** Directories that are removed while others may still write into them. */
package io.rapport.local.files;
