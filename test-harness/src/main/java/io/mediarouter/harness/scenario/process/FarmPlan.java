package io.mediarouter.harness.scenario.process;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The plan of what a {@link ProcessFarm} consists of.
 *
 * @param harness the program of the farm's servers
 * @param proxy the program of the proxies
 * @param media folder that the origin serves
 * @param transcoders number of transcoding servers, at least 0
 * @param distributors number of distribution servers, at least 0
 * @param proxies number of proxies, at least 0; two or more form a cluster
 * @param capacityCores what each transcoding server offers, above 0
 * @param transcoderOptions more options of each transcoding server's command, in turn; those after
 *     the last have none
 * @param settings more of the proxies' configuration, as JSON; wins over what the farm writes
 * @param extras what it has for scenarios of failure
 */
public record FarmPlan(
    Program harness,
    Program proxy,
    Path media,
    int transcoders,
    int distributors,
    int proxies,
    int capacityCores,
    List<List<String>> transcoderOptions,
    String settings,
    Set<FarmExtra> extras) {

  public FarmPlan {
    transcoderOptions = transcoderOptions.stream().map(List::copyOf).toList();
    extras = Set.copyOf(extras);
  }

  /**
   * One origin, two servers of each other kind, two proxies; patient, since seven programs that
   * start on a small machine are slow.
   */
  public static FarmPlan of(Program harness, Program proxy, Path media) {
    String patience =
        "{\"timeouts\": {\"connect\": \"5s\", \"firstByte\": \"20s\", \"decide\": \"15s\"}}";
    return new FarmPlan(harness, proxy, media, 2, 2, 2, 4, List.of(), patience, Set.of());
  }

  /** This plan with other numbers of servers and proxies. */
  public FarmPlan with(int newTranscoders, int newDistributors, int newProxies) {
    return new FarmPlan(
        harness,
        proxy,
        media,
        newTranscoders,
        newDistributors,
        newProxies,
        capacityCores,
        transcoderOptions,
        settings,
        extras);
  }

  /** This plan with another capacity of each transcoding server. */
  public FarmPlan withCapacity(int cores) {
    return new FarmPlan(
        harness,
        proxy,
        media,
        transcoders,
        distributors,
        proxies,
        cores,
        transcoderOptions,
        settings,
        extras);
  }

  /** This plan with other settings of the proxies, as JSON. */
  public FarmPlan withSettings(String json) {
    return new FarmPlan(
        harness,
        proxy,
        media,
        transcoders,
        distributors,
        proxies,
        capacityCores,
        transcoderOptions,
        json,
        extras);
  }

  /**
   * This plan with the ffmpeg of each transcoding server on its own processors, in turn; a list
   * such as {@code 0} or {@code 2-3}.
   */
  public FarmPlan withCpus(String... lists) {
    return withTranscoderOptions(
        Arrays.stream(lists).map(list -> List.of("--cpus", list)).toList());
  }

  /** This plan with more options of each transcoding server's command, in turn. */
  public FarmPlan withTranscoderOptions(List<List<String>> options) {
    return new FarmPlan(
        harness,
        proxy,
        media,
        transcoders,
        distributors,
        proxies,
        capacityCores,
        options,
        settings,
        extras);
  }

  /** This plan with more options for the JVMs of the proxies. */
  public FarmPlan withProxyJvm(List<String> options) {
    return new FarmPlan(
        harness,
        proxy.with(options),
        media,
        transcoders,
        distributors,
        proxies,
        capacityCores,
        transcoderOptions,
        settings,
        extras);
  }

  /** This plan with these extras and no others. */
  public FarmPlan with(FarmExtra... newExtras) {
    return new FarmPlan(
        harness,
        proxy,
        media,
        transcoders,
        distributors,
        proxies,
        capacityCores,
        transcoderOptions,
        settings,
        Set.of(newExtras));
  }
}
