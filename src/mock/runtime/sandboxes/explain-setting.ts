import type { Profile } from '#domain/core/sandbox-state';

/**
 * The setting `explain: false` switches explanations off: reasons and near misses in the journal, and the Link to their
 * page. It never changes a status or a body. Source: modelled.
 */
export const isExplainEnabled = ({ settings }: Profile): boolean => settings.explain !== false;
