#version 450
#extension GL_GOOGLE_include_directive : require
// output[n][c·PIECES + k][i] = gradient[n][c][i] where input[n][c·PIECES + k][i] is the largest of its group of PIECES channels, the first of
// equals; else 0.
//
// One invocation computes the pixel i of one group. A group that holds NaN hands its gradient to its first NaN, which wins the forward pass too.
//
// gradient       [groups][pixels], count of them
// input, output  [groups][PIECES][pixels]
// variants: f32
#include "kernel.glsl"
#include "arithmetic.glsl"

layout(constant_id = 4) const uint PIECES = 2;

layout(binding = 0, set = 0) readonly buffer Gradient { ELEMENT gradient_data[]; };
layout(binding = 1, set = 0) readonly buffer Input { ELEMENT input_data[]; };
layout(binding = 2, set = 0) writeonly buffer Output { ELEMENT output_data[]; };

layout(push_constant) uniform Push {
    uint gradient_base;
    uint input_base;
    uint output_base;
    uint count;
    uint pixels;
} p;

void main()
{
    uint index = invocation_index();
    if (index >= p.count)
        return;
    uint group = index / p.pixels;
    uint first = group * PIECES * p.pixels + index % p.pixels;
    float largest = input_data[p.input_base + first];
    uint winner = 0;
    for (uint k = 1; k < PIECES; k++) {
        float x = input_data[p.input_base + first + k * p.pixels];
        bool wins = x > largest || (is_nan(x) && !is_nan(largest));
        largest = wins ? x : largest;
        winner = wins ? k : winner;
    }
    float gradient = gradient_data[p.gradient_base + index];
    for (uint k = 0; k < PIECES; k++)
        output_data[p.output_base + first + k * p.pixels] = k == winner ? gradient : 0.0;
}
