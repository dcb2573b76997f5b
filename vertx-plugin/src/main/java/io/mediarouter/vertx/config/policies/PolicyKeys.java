package io.mediarouter.vertx.config.policies;

import io.mediarouter.plan.PolicyChange;
import io.mediarouter.plan.PublishingOption;
import io.mediarouter.plan.PublishingPolicy;
import io.mediarouter.request.Tolerance;
import io.mediarouter.vertx.config.form.EitherOf;
import io.mediarouter.vertx.config.form.Key;
import io.mediarouter.vertx.config.form.Texts;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of what may be done to serve requests. */
record PolicyKeys(
    @Key(
            value =
                "The ways to serve a request that may be taken, best first. A request that none of"
                    + " them can serve is rejected.",
            as = OptionsForm.class,
            absent = OptionsForm.ALL)
        List<PublishingOption> options,
    @Key("What else holds for requests that no entry of policies is for.") Rest policy,
    @Key(
            value =
                "What holds otherwise for some requests. What an entry does not say is as"
                    + " everywhere; the entry of a preset comes before that of a path, a longer"
                    + " path before a shorter one.",
            is = "a list of policies, each with path or preset",
            each = "a map with path or preset",
            most = 1000,
            absent = "[]")
        List<Entry> policies) {

  /** The keys of a policy beside its options. */
  record Rest(
      @Key(
              value =
                  "How far an answer may be from what was asked, where the request does not say:"
                      + " exact (not at all), near (sizes by a factor of 1.5, bit and frame rates"
                      + " by 2) or any.",
              absent = "exact")
          Tolerance tolerance,
      @Key(
              value =
                  "How long a request may wait for capacity before the next option is taken. Up to"
                      + " 5s rather than be refused where other clients have its part. 0s: not at"
                      + " all.",
              name = "wait",
              absent = "500ms",
              zero = true)
          Duration longestWait,
      @Key(
              value =
                  "Whether a more urgent request may break off a stream that a viewer is"
                      + " receiving.",
              absent = "false")
          boolean preemptDelivery) {}

  /** The keys of a policy for some requests. */
  @EitherOf({"path", "preset"})
  record Entry(
      @Key(
              value = "For the assets whose path starts with this.",
              is = Texts.ASSET_PATH,
              pattern = "^[^/]")
          @Nullable String path,
      @Key(value = "For requests by this preset.", is = "the name of a preset")
          @Nullable String preset,
      @Key(value = "The ways to serve them, best first.", as = OptionsForm.class)
          @Nullable List<PublishingOption> options,
      @Key("How far an answer may be from what was asked, where the request does not say.")
          @Nullable Tolerance tolerance,
      @Key(value = "How long they may wait for capacity.", name = "wait", zero = true)
          @Nullable Duration longestWait,
      @Key("Whether they may break off a stream that a viewer is receiving.")
          @Nullable Boolean preemptDelivery) {

    static Entry of(@Nullable String path, @Nullable String preset, PolicyChange change) {
      return new Entry(
          path,
          preset,
          change.options(),
          change.tolerance(),
          change.longestWait(),
          change.preemptsDelivery());
    }

    PolicyChange change() {
      return new PolicyChange(options, tolerance, longestWait, preemptDelivery);
    }
  }

  PublishingPolicy fallback() {
    return new PublishingPolicy(
        options, policy.tolerance, policy.longestWait, policy.preemptDelivery);
  }
}
