package io.mediarouter.plan;

import io.mediarouter.farm.AssetEntry;
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

  List<RenditionExplanation> of(PublishingOption option, Deliberation deliberation) {
    return switch (option) {
      case DIRECT -> direct(deliberation);
      case PASS_THROUGH ->
          List.of(original(Playability.originalServes(deliberation), deliberation));
      case REJECT -> List.of();
      default -> ofRendition(option, deliberation);
    };
  }

  private List<RenditionExplanation> direct(Deliberation deliberation) {
    return deliberation.rendition() == null
        ? List.of()
        : List.of(original(Playability.isAsAsked(deliberation), deliberation));
  }

  private RenditionExplanation original(boolean acceptable, Deliberation deliberation) {
    return new RenditionExplanation(null, 0, acceptable, servers.origins(deliberation));
  }

  private List<RenditionExplanation> ofRendition(
      PublishingOption option, Deliberation deliberation) {
    Rendition wanted = deliberation.rendition();
    RenditionRequest asked = deliberation.request().rendition();
    if (wanted == null || asked == null) {
      return List.of();
    }
    var acceptance = Acceptance.of(deliberation, asked, wanted);
    return switch (option) {
      case EXACT_CACHED -> exact(wanted, deliberation);
      case NEAR_CACHED -> near(acceptance, deliberation);
      case REMUX -> remuxed(wanted, deliberation);
      case ON_DEMAND_EXACT, ON_DEMAND_EXACT_PRIORITISED -> made(option, wanted, deliberation);
      default -> varied(option, acceptance, deliberation);
    };
  }

  private List<RenditionExplanation> exact(Rendition wanted, Deliberation deliberation) {
    AssetEntry entry = deliberation.entry();
    return entry.find(wanted).or(() -> entry.findStale(wanted)).stream()
        .map(stored -> stored(stored, 0, true, deliberation))
        .toList();
  }

  private List<RenditionExplanation> near(Acceptance acceptance, Deliberation deliberation) {
    return deliberation.entry().renditions().stream()
        .filter(deliberation.entry()::isCurrent)
        .map(stored -> near(stored, acceptance, deliberation))
        .sorted(Comparator.comparingDouble(RenditionExplanation::distance))
        .toList();
  }

  private RenditionExplanation near(
      StoredRendition stored, Acceptance acceptance, Deliberation deliberation) {
    double distance = Distance.between(acceptance.wanted(), stored.rendition());
    return stored(stored, distance, acceptance.accepts(stored.rendition()), deliberation);
  }

  private RenditionExplanation stored(
      StoredRendition stored, double distance, boolean acceptable, Deliberation deliberation) {
    return new RenditionExplanation(
        stored.rendition(), distance, acceptable, servers.holders(stored, deliberation));
  }

  /** Who joins a transcode that runs asks for no server. */
  private List<RenditionExplanation> made(
      PublishingOption option, Rendition wanted, Deliberation deliberation) {
    return deliberation.joinable() ? List.of() : List.of(made(option, wanted, null, deliberation));
  }

  private List<RenditionExplanation> remuxed(Rendition wanted, Deliberation deliberation) {
    boolean copied = Copied.of(wanted, deliberation.entry().source()).isAny();
    return deliberation.joinable() || !copied
        ? List.of()
        : List.of(
            new RenditionExplanation(
                wanted, 0, true, servers.transcoders(wanted, EncodingSpeed.COPY, deliberation)));
  }

  private List<RenditionExplanation> varied(
      PublishingOption option, Acceptance acceptance, Deliberation deliberation) {
    if (!acceptance.isTolerant()) {
      return List.of();
    }
    return Variants.cheaper(acceptance).stream()
        .map(variant -> made(option, variant, acceptance.wanted(), deliberation))
        .toList();
  }

  private RenditionExplanation made(
      PublishingOption option,
      Rendition rendition,
      @Nullable Rendition wanted,
      Deliberation deliberation) {
    boolean prioritised =
        option == PublishingOption.ON_DEMAND_EXACT_PRIORITISED
            || option == PublishingOption.ON_DEMAND_VARIED_PRIORITISED;
    return new RenditionExplanation(
        rendition,
        wanted == null ? 0 : Distance.between(wanted, rendition),
        true,
        prioritised
            ? servers.freeable(rendition, deliberation)
            : servers.transcoders(rendition, EncodingSpeed.FAST, deliberation));
  }
}
