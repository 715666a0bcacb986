// The totals of what channel_sums.glsl left, channel by channel: one invocation takes a channel, or, where COOPERATIVE, a workgroup.
// Include after a buffer of floats sums_data, [vectors][slots][2][width], and a push-constant block p with sums_base, slots and width.
#ifndef CNNVULKAN_CHANNEL_TOTALS_GLSL
#define CNNVULKAN_CHANNEL_TOTALS_GLSL

#include "workgroup_tree.glsl"

layout(constant_id = 4) const bool COOPERATIVE = false;

uint own_channel()
{
    return COOPERATIVE ? group_index() : invocation_index();
}

bool writes()
{
    return !COOPERATIVE || gl_LocalInvocationID.x == 0;
}

// Every invocation of a workgroup must call it; of a channel past the last it gives what means nothing.
vec2 totals(uint channel, uint channels)
{
    uint c = min(channel, channels - 1);
    uint at = p.sums_base + c / p.width * p.slots * 2 * p.width + c % p.width;
    vec2 sums = vec2(0);
    for (uint s = COOPERATIVE ? gl_LocalInvocationID.x : 0; s < p.slots; s += COOPERATIVE ? gl_WorkGroupSize.x : 1)
        sums += vec2(sums_data[at + s * 2 * p.width], sums_data[at + (s * 2 + 1) * p.width]);
    return COOPERATIVE ? vec2(across_workgroup(JOIN_SUM, sums.x), across_workgroup(JOIN_SUM, sums.y)) : sums;
}

#endif
