#version 450
#extension GL_GOOGLE_include_directive : require
// output[n][c][i] = input[n][c][i] / (bias + alpha/size · Σ input[n][d][i]²)^beta, d from c - before to c + after within the channels.
// Krizhevsky et al. 2012, section 3.3.
//
// One invocation computes one element. input, output: N × channels × inner, count elements.
// variants: f32 f16
#include "kernel.glsl"
#include "arithmetic.glsl"

layout(binding = 0, set = 0) readonly buffer Input { ELEMENT input_data[]; };
layout(binding = 1, set = 0) writeonly buffer Output { ELEMENT output_data[]; };

layout(push_constant) uniform Push {
    uint input_base;
    uint output_base;
    uint count;
    uint channels;
    uint inner;
    uint before;
    uint after;
    float alpha_over_size;
    float beta;
    float bias;
} p;

void main()
{
    uint i = invocation_index();
    if (i >= p.count)
        return;
    uint c = i / p.inner % p.channels;
    uint first = c - min(c, p.before);
    uint last = min(c + p.after, p.channels - 1);
    uint at = p.input_base + i - (c - first) * p.inner;
    float sum = 0.0;
    for (uint d = first; d <= last; d++) {
        float x = VALUE(input_data[at]);
        sum += x * x;
        at += p.inner;
    }
    float norm = p.bias + p.alpha_over_size * sum;
    // Some drivers make a number of a power of NaN.
    float y = VALUE(input_data[p.input_base + i]) * (is_nan(norm) ? norm : pow(norm, -p.beta));
    output_data[p.output_base + i] = ELEMENT(y);
}
