package io.mediarouter.estimate;

import io.mediarouter.media.AssetId;
import io.mediarouter.media.Format;
import io.mediarouter.media.PictureTraits;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.SourceProperties;
import io.mediarouter.media.VideoStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The features of a task that the cost model sees: three names, a place in the source, and numbers
 * in log space. Anything may be unknown. Immutable.
 */
public final class CostFeatures {
  private static final double NOMINAL_PIECE_SECONDS = 2;
  private static final double WHOLE_SOURCE = -1e6;

  /** Runs of segments are of any length: where they lie is told by one measure, an ordinary run. */
  private static final double RUN_SECONDS = 16;

  /**
   * Places told apart in one piece. Were pieces the same by how near they lie, a first and a third
   * would not be which are both the same as a second, and no covariances are like that.
   */
  private static final double PLACES = 100;

  private final @Nullable Object source;
  private final Object family;
  private final Object operation;
  private final double position;
  private final double formula;
  private final double[] numbers;

  private CostFeatures(Builder builder) {
    this.source = builder.source;
    this.family = builder.family;
    this.operation = builder.operation;
    this.position = Math.rint(builder.position * PLACES) / PLACES;
    this.formula = builder.formula();
    this.numbers = new double[CostNumber.COUNT];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Math.log(builder.values[i]) - CostNumber.at(i).logReference();
    }
  }

  /** Features of which nothing is known yet. */
  public static Builder builder() {
    return new Builder();
  }

  /** The features of {@code task}; its sources are equal when asset and version are. */
  public static CostFeatures of(Task task) {
    SourceProperties source = task.source();
    Rendition made = task.rendition();
    double seconds = made.playMillis(source) / 1000.0;
    var builder =
        builder()
            .source(new VersionedSource(task.asset(), source.version()))
            .operation(OperationFamily.of(task), Operation.of(task))
            .expected(ConservativeEstimator.workCoreSeconds(task))
            .number(CostNumber.DURATION, seconds)
            .number(CostNumber.PIXELS, (double) made.width() * made.height())
            .number(CostNumber.FPS, made.milliFps() / 1000.0)
            .number(CostNumber.BIT_RATE, made.videoBitRate());
    picture(builder, source.video());
    coding(builder, task.codedPicture());
    return place(builder, made, seconds).build();
  }

  private static void picture(Builder builder, @Nullable VideoStream video) {
    if (video != null) {
      builder
          .number(CostNumber.SOURCE_PIXELS, (double) video.width() * video.height())
          .number(CostNumber.SOURCE_FPS, video.milliFps() / 1000.0)
          .number(CostNumber.SOURCE_BIT_RATE, video.bitRate());
    }
  }

  private static void coding(Builder builder, PictureTraits traits) {
    builder
        .number(CostNumber.TONE_MAPPING, traits.dynamicRange().isHigh() ? Math.E : 1)
        .number(CostNumber.DEINTERLACING, traits.interlaced() ? Math.E : 1)
        .number(CostNumber.BIT_DEPTH, traits.isDeep() ? Math.E : 1);
  }

  private static Builder place(Builder builder, Rendition made, double seconds) {
    if (made.isStill() && !made.treatment().isStoryboard()) {
      return builder.start(made.atMillis() / 1000.0, 0);
    }
    if (made.format() == Format.M4S) {
      return builder.segment((made.startMillis() / 1000.0 + seconds / 2) / RUN_SECONDS);
    }
    boolean whole = made.startMillis() == 0 && made.durationMillis() == 0;
    return whole ? builder.wholeSource() : builder.start(made.startMillis() / 1000.0, seconds);
  }

  @Nullable Object source() {
    return source;
  }

  Object family() {
    return family;
  }

  Object operation() {
    return operation;
  }

  double position() {
    return position;
  }

  /** Log of the core-seconds that a formula expects. */
  double formula() {
    return formula;
  }

  /** Log of a number relative to its reference; NaN or infinite where unknown. */
  double number(int index) {
    return numbers[index];
  }

  /** How far two pieces lie apart in their source, in pieces; infinite where unknown. */
  double lagTo(CostFeatures other) {
    return lag(position, other.position);
  }

  /** How far two positions lie apart; infinite where one is unknown. */
  static double lag(double one, double other) {
    double lag = Math.abs(one - other);
    return Double.isNaN(lag) ? Double.POSITIVE_INFINITY : lag;
  }

  /** Collects what is known of a task. Not for use by several threads. */
  public static final class Builder {
    private final double[] values = new double[CostNumber.COUNT];
    private @Nullable Object source;
    private Object family = "";
    private Object operation = "";
    private double position = Double.NaN;
    private double expected = Double.NaN;

    private Builder() {
      Arrays.fill(values, Double.NaN);
    }

    /** Which source is read: equal objects are the same bytes; null = unknown. */
    public Builder source(@Nullable Object which) {
      this.source = which;
      return this;
    }

    /**
     * What is done to it.
     *
     * @param kind equal for tasks whose costs differ only by their numbers
     * @param exact equal for tasks that differ only in what they read
     */
    public Builder operation(Object kind, Object exact) {
      this.family = kind;
      this.operation = exact;
      return this;
    }

    /** Which piece it is, counted in pieces from the start of the source. */
    public Builder segment(double index) {
      this.position = index;
      return this;
    }

    /** Which piece it is: its start and length in seconds; a length of 0 is unknown. */
    public Builder start(double seconds, double length) {
      return segment(seconds / (length > 0 ? length : NOMINAL_PIECE_SECONDS));
    }

    /** All of the source is made at once. */
    public Builder wholeSource() {
      return segment(WHOLE_SOURCE);
    }

    /** A property; values that are not above 0 are unknown. */
    public Builder number(CostNumber which, double value) {
      values[which.ordinal()] = value > 0 ? value : Double.NaN;
      return this;
    }

    /** What a formula expects, core-seconds; without it one is taken from the numbers. */
    public Builder expected(double coreSeconds) {
      this.expected = coreSeconds;
      return this;
    }

    private double formula() {
      return Math.log(expected > 0 ? expected : ConservativeEstimator.coreSeconds(values));
    }

    /** The features as collected so far. */
    public CostFeatures build() {
      return new CostFeatures(this);
    }
  }

  /** The bytes of one source: an asset whose bytes changed is another one. */
  private record VersionedSource(AssetId asset, String version) {}
}
