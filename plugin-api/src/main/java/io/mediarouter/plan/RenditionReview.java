package io.mediarouter.plan;

import io.mediarouter.farm.StoredParts;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.media.Copied;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.RenditionRequest;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The review, for an explanation, of all renditions that an option could deliver. */
final class RenditionReview {
  private final ServerReview servers;

  RenditionReview(ServerReview servers) {
    this.servers = servers;
  }

  List<RenditionExplanation> of(PublishingOption option, DecisionContext context) {
    return switch (option) {
      case DIRECT -> direct(context);
      case PASS_THROUGH -> List.of(original(Playability.originalServes(context), context));
      case REJECT -> List.of();
      case EXACT_CACHED,
          FROM_SEGMENTS,
          REMUX,
          ON_DEMAND_EXACT,
          ON_DEMAND_EXACT_PRIORITISED,
          NEAR_CACHED,
          ON_DEMAND_VARIED,
          ON_DEMAND_VARIED_PRIORITISED ->
          ofRendition(option, context);
    };
  }

  private List<RenditionExplanation> direct(DecisionContext context) {
    return context.rendition() == null
        ? List.of()
        : List.of(original(Playability.isAsAsked(context), context));
  }

  private RenditionExplanation original(boolean acceptable, DecisionContext context) {
    return new RenditionExplanation(null, 0, acceptable, servers.origins(context));
  }

  private List<RenditionExplanation> ofRendition(PublishingOption option, DecisionContext context) {
    Rendition wanted = context.rendition();
    RenditionRequest asked = context.request().rendition();
    if (wanted == null || asked == null) {
      return List.of();
    }
    var acceptance = Acceptance.of(context, asked, wanted);
    return switch (option) {
      case EXACT_CACHED -> exact(wanted, context);
      case NEAR_CACHED -> near(acceptance, context);
      case FROM_SEGMENTS -> together(wanted, context);
      case REMUX -> remuxed(wanted, context);
      case ON_DEMAND_EXACT, ON_DEMAND_EXACT_PRIORITISED -> made(option, wanted, context);
      case ON_DEMAND_VARIED, ON_DEMAND_VARIED_PRIORITISED -> varied(option, acceptance, context);
      case DIRECT, PASS_THROUGH, REJECT -> List.of();
    };
  }

  private List<RenditionExplanation> exact(Rendition wanted, DecisionContext context) {
    return ExactCachedRule.all(wanted, context)
        .map(stored -> stored(stored, 0, true, context))
        .toList();
  }

  private List<RenditionExplanation> together(Rendition wanted, DecisionContext context) {
    StoredParts parts = context.parts();
    return parts == null
        ? List.of()
        : List.of(new RenditionExplanation(wanted, 0, true, servers.holders(parts, context)));
  }

  private List<RenditionExplanation> near(Acceptance acceptance, DecisionContext context) {
    return context.entry().renditions().stream()
        .filter(context.entry()::isCurrent)
        .map(stored -> near(stored, acceptance, context))
        .sorted(Comparator.comparingDouble(RenditionExplanation::distance))
        .toList();
  }

  private RenditionExplanation near(
      StoredRendition stored, Acceptance acceptance, DecisionContext context) {
    double distance = Distance.between(acceptance.wanted(), stored.rendition());
    return stored(stored, distance, acceptance.accepts(stored.rendition()), context);
  }

  private RenditionExplanation stored(
      StoredRendition stored, double distance, boolean acceptable, DecisionContext context) {
    return new RenditionExplanation(
        stored.rendition(), distance, acceptable, servers.holders(stored, context));
  }

  /** Who joins a transcode that runs asks for no server. */
  private List<RenditionExplanation> made(
      PublishingOption option, Rendition wanted, DecisionContext context) {
    return context.joinable()
        ? List.of()
        : List.of(made(option, wanted.cutExactly(), null, context));
  }

  private List<RenditionExplanation> remuxed(Rendition wanted, DecisionContext context) {
    boolean copied = Copied.of(wanted, context.entry().source()).isAny();
    return context.joinable() || !copied
        ? List.of()
        : List.of(
            new RenditionExplanation(
                wanted, 0, true, servers.transcoders(wanted, EncodingSpeed.COPY, context)));
  }

  private List<RenditionExplanation> varied(
      PublishingOption option, Acceptance acceptance, DecisionContext context) {
    if (!acceptance.isTolerant()) {
      return List.of();
    }
    return Variants.cheaper(acceptance).stream()
        .map(variant -> made(option, variant, acceptance.wanted(), context))
        .toList();
  }

  private RenditionExplanation made(
      PublishingOption option,
      Rendition rendition,
      @Nullable Rendition wanted,
      DecisionContext context) {
    boolean prioritised =
        option == PublishingOption.ON_DEMAND_EXACT_PRIORITISED
            || option == PublishingOption.ON_DEMAND_VARIED_PRIORITISED;
    return new RenditionExplanation(
        rendition,
        wanted == null ? 0 : Distance.between(wanted, rendition),
        true,
        prioritised
            ? servers.freeable(rendition, context)
            : servers.transcoders(rendition, EncodingSpeed.FAST, context));
  }
}
