// Who uses the console, and what they may do: the gateway refuses the rest, the page does not offer it.
import { get, post, remove } from './api.js';

/** Until the gateway has told: somebody who may do nothing. */
export const session = { open: false, id: null, label: null, roles: [], allSites: false, sites: [], expires: null };

const take = (answer) => Object.assign(session, answer);

/** Asks the gateway who is logged in. */
export const learnSession = async () => take(await get('session'));
export const logIn = async (key) => take(await post('session', { key }));
export const logOut = async () => take(await remove('session'));

export const isKnown = () => session.roles.length > 0;

/** Whether one of these roles is held; an administrator holds all. */
export const may = (...roles) => ['admin', ...roles].some((role) => session.roles.includes(role));

/** The tooltip of what is not offered. */
export const needs = (role) => `This needs a key of the role ${role}.`;
