package io.mediarouter.store;

import io.mediarouter.media.AssetId;
import io.mediarouter.media.Format;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.VideoCodec;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The estimate of how often renditions are expected to be used as far as their assets and their
 * forms tell: as often as all that is stored of the asset is used, in the share that the form has
 * of all uses. A rendition's own uses are few, and those of its asset and its form are many.
 */
final class UsualRates {
  /** What is alike among the renditions of assets that differ in shape and length. */
  private record Form(
      Format format, @Nullable VideoCodec codec, int size, long start, long length, long at) {
    static Form of(Rendition rendition) {
      return new Form(
          rendition.format(),
          rendition.videoCodec(),
          Math.min(rendition.width(), rendition.height()),
          rendition.startMillis(),
          rendition.durationMillis(),
          rendition.atMillis());
    }
  }

  private final Map<AssetId, Double> ofAssets = new HashMap<>();
  private final Map<Form, Double> ofForms = new HashMap<>();
  private double all;

  private UsualRates() {}

  /** What these holdings tell of each other. */
  static UsualRates of(Collection<Holding> holdings, Instant now) {
    var rates = new UsualRates();
    holdings.forEach(each -> rates.add(each, now));
    return rates;
  }

  private void add(Holding each, Instant now) {
    if (each.isForeseen()) {
      return;
    }
    double uses = each.uses(now);
    ofAssets.merge(each.asset(), each.rate(now), Double::sum);
    ofForms.merge(Form.of(each.stored().rendition()), uses, Double::sum);
    all += uses;
  }

  /** Uses a second that are usual for one of the holdings. */
  double of(Holding each) {
    double ofForm = ofForms.getOrDefault(Form.of(each.stored().rendition()), 0.0);
    return all == 0 ? 0 : ofAssets.getOrDefault(each.asset(), 0.0) * ofForm / all;
  }
}
