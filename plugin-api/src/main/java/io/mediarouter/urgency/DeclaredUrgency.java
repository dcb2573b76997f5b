package io.mediarouter.urgency;

import io.mediarouter.request.Priority;
import io.mediarouter.request.RequestHead;
import io.mediarouter.request.Urgency;
import io.mediarouter.request.UrgencyRule;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rule that takes a request's urgency from what it declares: the field {@code Priority} (RFC
 * 9218) and the player's hints (CMCD, CTA-5004, versions 1 and 2), each as far as the peer that
 * sent the request is trusted with it. Immutable.
 *
 * <ul>
 *   <li>{@code su} or {@code bs} is urgency 1, so that 0 is left to those who state it; {@code bg}
 *       and {@code sta=a} or {@code d} (paused, preloading) are 6, before batch work. With both,
 *       the lower one counts.
 *   <li>An urgency in {@code Priority} counts before that of the hints, since whoever forwards a
 *       request may rewrite it to overrule the client. Otherwise the default is 3.
 *   <li>The patience is {@code dl}, or else {@code bl} by the playback rate {@code pr}, where the
 *       player plays; at most an hour.
 *   <li>What the player says it will ask for next ({@code nor}, or {@code nrr} for a further part
 *       of the same) is handed on as it is.
 *   <li>Hints in the query count alone; those in header fields are read where the query has none.
 *   <li>A value that is malformed or longer than 4096 characters says nothing; a part of the wrong
 *       type or out of range says nothing, the rest counts.
 * </ul>
 *
 * @param priorityTrust whose {@code Priority} is believed
 * @param cmcdTrust whose CMCD is believed
 */
public record DeclaredUrgency(Trust priorityTrust, Trust cmcdTrust) implements UrgencyRule {
  @Override
  public Urgency of(RequestHead head, @Nullable String cmcd) {
    if (priorityTrust.isNobody() && cmcdTrust.isNobody()) {
      return Urgency.DEFAULT;
    }
    CmcdHints hints = cmcdTrust.covers(head.client()) ? CmcdHints.of(head, cmcd) : CmcdHints.NONE;
    Optional<Priority> priority = stated(head).or(hints::priority);
    @Nullable Duration patience = hints.patience().orElse(null);
    return new Urgency(priority.orElse(Priority.DEFAULT), patience, hints.next());
  }

  private Optional<Priority> stated(RequestHead head) {
    return priorityTrust.covers(head.client())
        ? head.header(PriorityField.NAME).flatMap(PriorityField::read)
        : Optional.empty();
  }

  /** The reader of the field {@code Priority} (RFC 9218). */
  private static final class PriorityField {
    static final String NAME = "Priority";

    private static final String URGENCY = "u";

    private PriorityField() {}

    /** The urgency that the field's value states; empty if it states none in 0..7. */
    static Optional<Priority> read(String value) {
      DictionaryMember urgency = DictionaryReader.read(value).get(URGENCY);
      if (urgency == null || urgency.list()) {
        return Optional.empty();
      }
      return Optional.of(urgency.items().get(0))
          .filter(PriorityField::isUrgency)
          .map(PriorityField::of);
    }

    private static boolean isUrgency(BareItem item) {
      return item.isInteger() && item.number() >= 0 && item.number() <= 7;
    }

    private static Priority of(BareItem item) {
      return new Priority((int) item.number());
    }
  }
}
