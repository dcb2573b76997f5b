package io.mediarouter.plan;

import io.mediarouter.media.Rendition;
import io.mediarouter.request.MediaRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a decision is as it is: the request as it was understood, and what was found of each
 * publishing option.
 *
 * @param request as understood
 * @param rendition what it asks for, completed for the source; null = the original
 * @param policy what may be done to serve it; its tolerance stands in where the request names none
 * @param options every option: those of the policy in its order, then those that it does not allow
 * @param share how much of the transcoding servers its client may use
 * @param decision what was decided
 */
public record Explanation(
    MediaRequest request,
    @Nullable Rendition rendition,
    PublishingPolicy policy,
    List<OptionExplanation> options,
    Share share,
    Decision decision) {
  public Explanation {
    options = List.copyOf(options);
  }
}
