package io.mediarouter.plan;

import org.jspecify.annotations.Nullable;

/**
 * One option that a decision looked at.
 *
 * @param option which
 * @param refusal why it was not taken; null = it was taken
 */
public record ConsideredOption(PublishingOption option, @Nullable Refusal refusal) {}
