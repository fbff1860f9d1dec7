/** The keys of the gateway: {@code rapport keys}. */
package io.rapport.cli.keys;
