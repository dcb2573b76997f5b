package io.mediarouter.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found of one publishing option.
 *
 * @param option which
 * @param verdict what became of it
 * @param refusal why it cannot be taken; null where it can
 * @param order what taking it means; null where it cannot be taken
 * @param renditions what it could deliver, the nearest first; empty where that was not the question
 */
public record OptionExplanation(
    PublishingOption option,
    Verdict verdict,
    @Nullable Refusal refusal,
    @Nullable MediaProviderRequest order,
    List<RenditionExplanation> renditions) {

  /** What became of an option. */
  public enum Verdict {
    /** It was taken. */
    TAKEN,
    /** It came before the one that was taken, and could not be. */
    REFUSED,
    /** It comes after the one that was taken; what is told of it would have been found. */
    NOT_REACHED,
    /** The policy does not allow it. */
    NOT_ALLOWED
  }

  public OptionExplanation {
    renditions = List.copyOf(renditions);
  }
}
