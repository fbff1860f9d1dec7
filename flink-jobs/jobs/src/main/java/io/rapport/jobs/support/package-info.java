/** The support job: triages tickets with a model that learns from agents. */
package io.rapport.jobs.support;
