#version 450
#extension GL_GOOGLE_include_directive : require
// Ends a convolution whose sums are spread over several workgroups (conv2d_tiled.comp):
//   output[n][o][i] = activate(bias[o] + residual[n][o][i] + sum over s of partial[s][o][n*plane + i])
// One invocation computes one vector of 4 channels; always in the same order.
//
// partial [splits][channels][pixels] vectors of 32-bit floats; bias [channels], residual and output [N][channels][plane] vectors of
// 4 channels, bias and residual read where HAS_BIAS and HAS_RESIDUAL; pixels = N*plane, count = channels*pixels. HAS_GATE: gate is like the output;
// 0 goes on to the activation where it is not above 0.
// LAST_CHANNELS: how many channels the last vector of the output holds; the rest of it becomes 0.
// variants: f32 f16
#include "kernel.glsl"
#include "layout.glsl"
#include "activation.glsl"
#include "gate.glsl"

layout(constant_id = 4) const bool HAS_BIAS = false;
layout(constant_id = 5) const bool HAS_RESIDUAL = false;
layout(constant_id = 6) const uint LAST_CHANNELS = 4;
layout(constant_id = 7) const bool HAS_GATE = false;

layout(binding = 0, set = 0) readonly buffer Partial { vec4 partial_data[]; };
layout(binding = 1, set = 0) readonly buffer Bias { ELEMENT4 bias_data[]; };
layout(binding = 2, set = 0) readonly buffer Residual { ELEMENT4 residual_data[]; };
layout(binding = 3, set = 0) writeonly buffer Output { ELEMENT4 output_data[]; };
layout(binding = 4, set = 0) readonly buffer Gate { ELEMENT4 gate_data[]; };

layout(push_constant) uniform Push {
    uint partial_base;
    uint bias_base;
    uint residual_base;
    uint output_base;
    uint gate_base;
    uint count;
    uint splits;
    uint channels;
    uint pixels;
    uint plane;
    float activation_alpha;
    float activation_beta;
} p;

void main()
{
    uint index = invocation_index();
    if (index >= p.count)
        return;
    vec4 value = vec4(0);
    for (uint s = 0; s < p.splits; s++)
        value += partial_data[p.partial_base / 4 + s * p.count + index];
    uint channel = index / p.pixels;
    uint pixel = index - channel * p.pixels;
    uint picture = pixel / p.plane;
    uint at = (picture * p.channels + channel) * p.plane + (pixel - picture * p.plane);
    if (HAS_BIAS)
        value += VALUE4(bias_data[p.bias_base / 4 + channel]);
    if (HAS_RESIDUAL)
        value += VALUE4(residual_data[p.residual_base / 4 + at]);
    if (HAS_GATE)
        value = passed(value, VALUE4(gate_data[p.gate_base / 4 + at]));
    value = activate(value, p.activation_alpha, p.activation_beta);
    if (LAST_CHANNELS < 4 && channel + 1 == p.channels)
        value = only_existing(value, LAST_CHANNELS);
    output_data[p.output_base / 4 + at] = ELEMENT4(value);
}
