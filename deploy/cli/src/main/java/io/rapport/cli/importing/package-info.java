/**
 * Imports tables and files of other systems: finds out how they are written, shows what becomes of
 * them, and sends them through the adapters that the gateway uses too.
 */
package io.rapport.cli.importing;
