package io.mediarouter.plan;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.RenditionRequest;
import io.mediarouter.request.ClientAbilities;
import io.mediarouter.request.Tolerance;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The rule that tells what of an asset is stored and as good an answer as the rendition that a
 * request prefers, where the request leaves a choice, as a range of heights does.
 */
public final class StoredChoice {
  private StoredChoice() {}

  /**
   * Those of the present source in the preferred form, without the preferred one itself; the
   * nearest first.
   *
   * @param asked what was asked for, in the request's words
   * @param wanted that, completed for the source
   */
  public static Stream<StoredRendition> of(
      RenditionRequest asked, Rendition wanted, AssetEntry entry) {
    var acceptance = new Acceptance(asked, wanted, Tolerance.EXACT, ClientAbilities.UNKNOWN);
    return !acceptance.leavesChoice()
        ? Stream.empty()
        : entry.renditions().stream()
            .filter(entry::isCurrent)
            .filter(each -> !each.rendition().equals(wanted))
            .filter(each -> acceptance.isAsGood(each.rendition()))
            .sorted(Comparator.comparingDouble(each -> Distance.between(wanted, each.rendition())));
  }
}
