/**
 * The quality of the engine, measured prequentially: on each answer before the engine learns from
 * it.
 */
package io.rapport.core.quality;
