// output[o][x][i] = Σ weight[x][t] · input[o][index[x][t]][i] over the taps t of x; the extrapolation value where index[x][0] < 0.
//
// One invocation computes one element. One axis at a time; Resize runs it once per axis that changes.
//
// input   [outer][input_extent][inner]
// taps    [output_extent][TAP_COUNT][index, bits of the float weight], exact whatever the element type is
// output  [outer][output_extent][inner]
// Assumptions: count = outer · output_extent · inner; every index < input_extent.
#version 450
#extension GL_GOOGLE_include_directive : require
// variants: f32 f16 i32
#include "kernel.glsl"

layout(constant_id = 4) const uint TAP_COUNT = 1;

layout(binding = 0, set = 0) readonly buffer Input { ELEMENT input_data[]; };
layout(binding = 1, set = 0) readonly buffer Taps { int taps_data[]; };
layout(binding = 2, set = 0) writeonly buffer Output { ELEMENT output_data[]; };

layout(push_constant) uniform Push {
    uint input_base;
    uint taps_base;
    uint output_base;
    uint count;
    uint input_extent;
    uint output_extent;
    uint inner;
    float extrapolation;
} p;

void main()
{
    uint place = invocation_index();
    if (place >= p.count)
        return;
    uint row = place / p.inner;
    uint i = place - row * p.inner;
    uint outer = row / p.output_extent;
    uint x = row - outer * p.output_extent;
    uint tap = p.taps_base + x * TAP_COUNT * 2;
    uint line = p.input_base + outer * p.input_extent * p.inner + i;
    uint to = p.output_base + place;
    if (taps_data[tap] < 0) {
        output_data[to] = ELEMENT(p.extrapolation);
        return;
    }
    // The nearest element as it is: an int may not survive the way through float.
    if (TAP_COUNT == 1 && taps_data[tap + 1] == floatBitsToInt(1.0)) {
        output_data[to] = input_data[line + uint(taps_data[tap]) * p.inner];
        return;
    }
    float sum = 0.0;
    for (uint t = 0; t < TAP_COUNT; t++) {
        float weight = intBitsToFloat(taps_data[tap + 2 * t + 1]);
        sum += weight * float(VALUE(input_data[line + uint(taps_data[tap + 2 * t]) * p.inner]));
    }
    output_data[to] = ELEMENT(sum);
}
