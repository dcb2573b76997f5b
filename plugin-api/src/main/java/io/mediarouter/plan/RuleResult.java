package io.mediarouter.plan;

/**
 * What a rule found of its publishing option: the order to follow, or why the option cannot be
 * taken.
 */
public sealed interface RuleResult permits MediaProviderRequest, Refusal {}
