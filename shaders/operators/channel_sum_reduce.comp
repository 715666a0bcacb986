#version 450
#extension GL_GOOGLE_include_directive : require
// Ends the sums of channels (channel_sum.comp), always in the same order:
//   output[c] = sum over n, lane of partial[n][c / width][lane][c % width]
// A workgroup computes one channel.
//
// partial [batch][vectors][lanes][width], output [channels]; width is how many channels a vector holds
// variants: f32
#include "kernel.glsl"
#include "workgroup_tree.glsl"

layout(binding = 0, set = 0) readonly buffer Partial { float partial_data[]; };
layout(binding = 1, set = 0) writeonly buffer Output { ELEMENT output_data[]; };

layout(push_constant) uniform Push {
    uint partial_base;
    uint output_base;
    uint channels;
    uint batch;
    uint vectors;
    uint lanes;
    uint width;
} p;

void main()
{
    uint channel = group_index();
    if (channel >= p.channels)
        return;
    uint vector = channel / p.width;
    uint base = p.partial_base + channel - vector * p.width;
    float sum = 0.0;
    for (uint i = gl_LocalInvocationID.x; i < p.batch * p.lanes; i += gl_WorkGroupSize.x) {
        uint n = i / p.lanes;
        sum += partial_data[base + ((n * p.vectors + vector) * p.lanes + i - n * p.lanes) * p.width];
    }
    sum = across_workgroup(JOIN_SUM, sum);
    if (gl_LocalInvocationID.x == 0)
        output_data[p.output_base + channel] = ELEMENT(sum);
}
