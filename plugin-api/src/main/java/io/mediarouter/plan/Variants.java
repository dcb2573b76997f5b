package io.mediarouter.plan;

import io.mediarouter.media.IntRange;
import io.mediarouter.media.Rendition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The maker of cheaper renditions that a request would accept, the nearest first. */
final class Variants {
  private static final int[] SHORTER_SIDES = {1440, 1080, 720, 540, 480, 360, 288, 240, 180, 144};
  private static final int[] AUDIO_RATES = {256_000, 192_000, 128_000, 96_000, 64_000, 48_000};
  private static final int MOST = 6;

  /** Bits per picture grow more slowly than its pixels: the usual exponent of encoding ladders. */
  private static final double BITS_PER_PIXEL_EXPONENT = 0.75;

  private Variants() {}

  static List<Rendition> cheaper(Acceptance acceptance) {
    List<Rendition> variants = new ArrayList<>();
    if (acceptance.wanted().audioCodec() != null && acceptance.wanted().videoCodec() == null) {
      addQuieter(acceptance, variants);
    } else {
      addSmaller(acceptance, variants);
    }
    variants.sort(Comparator.comparingDouble(v -> Distance.between(acceptance.wanted(), v)));
    return variants.size() <= MOST ? variants : variants.subList(0, MOST);
  }

  private static void addSmaller(Acceptance acceptance, List<Rendition> variants) {
    Rendition wanted = acceptance.wanted();
    for (int side : SHORTER_SIDES) {
      addIfSmaller(side, wanted.shorterSide(), acceptance, variants);
    }
    addLowest(acceptance.asked().height(), wanted.height(), acceptance, variants);
    addLowest(acceptance.asked().shorter(), wanted.shorterSide(), acceptance, variants);
  }

  private static void addLowest(
      @Nullable IntRange range, int wanted, Acceptance acceptance, List<Rendition> variants) {
    if (range != null && !range.isExact()) {
      addIfSmaller(range.min(), wanted, acceptance, variants);
    }
  }

  private static void addIfSmaller(
      int length, int wanted, Acceptance acceptance, List<Rendition> variants) {
    if (length < wanted && acceptance.wanted().shorterSide() > 0) {
      addIfAccepted(smaller(acceptance, (double) length / wanted), acceptance, variants);
    }
  }

  private static Rendition smaller(Acceptance acceptance, double factor) {
    Rendition wanted = acceptance.wanted();
    int width = even(wanted.width() * factor);
    int height = even(wanted.height() * factor);
    double pixels = (double) width * height / ((double) wanted.width() * wanted.height());
    int rate = (int) (wanted.videoBitRate() * Math.pow(pixels, BITS_PER_PIXEL_EXPONENT));
    return with(
        wanted,
        width,
        height,
        inside(acceptance.asked().videoBitRate(), rate),
        wanted.audioBitRate());
  }

  private static int even(double length) {
    return Math.max(2, (int) Math.round(length) & ~1);
  }

  private static int inside(@Nullable IntRange range, int rate) {
    return range == null || range.isExact() || rate == 0
        ? rate / 1000 * 1000
        : Math.min(range.max(), Math.max(range.min(), rate));
  }

  private static void addQuieter(Acceptance acceptance, List<Rendition> variants) {
    Rendition wanted = acceptance.wanted();
    for (int rate : AUDIO_RATES) {
      if (wanted.audioBitRate() == 0 || rate < wanted.audioBitRate()) {
        addIfAccepted(with(wanted, wanted.width(), wanted.height(), 0, rate), acceptance, variants);
      }
    }
  }

  private static Rendition with(
      Rendition wanted, int width, int height, int videoBitRate, int audioBitRate) {
    return new Rendition(
        wanted.format(),
        wanted.videoCodec(),
        wanted.audioCodec(),
        width,
        height,
        wanted.fit(),
        wanted.milliFps(),
        videoBitRate,
        audioBitRate,
        wanted.atMillis(),
        wanted.startMillis(),
        wanted.durationMillis(),
        wanted.cutExactly().treatment());
  }

  private static void addIfAccepted(
      Rendition variant, Acceptance acceptance, List<Rendition> variants) {
    if (acceptance.accepts(variant) && !variants.contains(variant)) {
      variants.add(variant);
    }
  }
}
