/** Tunings in words, and what can be done to them. */
import { api } from '../../api.js';
import { deed } from '../deeds.js';
import { leaves } from '../surfaces/leaves.js';

/** What may be done to a tuning as it is. */
export function deeds({ id, state, moves }, refresh) {
  const one = (label, question, act) => deed({ label, id, question, act, refresh });
  return [
    state === 'draft' ? one('Start', `Start “${id}”? Its rounds are experiments on real visitors, and it moves the surface by itself within the guardrails.`, (by) => api.startTuning(id, by)) : null,
    state === 'running' ? one('Stop', `Stop “${id}” and its round? What is in use stays, and it does not go on again.`, (by) => api.stopTuning(id, by)) : null,
    moves.some((move) => move.deed === 'moved') ? one('Revert', `Put what was in use before the latest move of “${id}” in use again? A tuning that runs is stopped.`, (by) => api.revertTuning(id, null, by)) : null,
  ].filter(Boolean);
}

/** What is otherwise in a surface's document after a move. */
export function difference(before, after) {
  const [was, is] = [new Map(leaves(before)), new Map(leaves(after))];
  const said = (value) => (value === undefined ? 'nothing' : typeof value === 'number' ? Number(value.toPrecision(4)) : String(value));
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((path) => was.get(path) !== is.get(path))
    .map((path) => `${path}: ${said(was.get(path))} → ${said(is.get(path))}`).join('; ');
}
