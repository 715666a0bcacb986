#version 450
#extension GL_GOOGLE_include_directive : require
// How fast the device multiplies and adds, with nothing else in the way: output[i] = Σ_k v_k after 32·rounds steps of
// v_k := v_k·factor + addend, from v_k = input[i] + k, k in 0…7.
//
// One invocation: 8 chains that do not wait for each other, which hides the latency of a multiply-add on every processor known (4 cycles,
// two of them at a time, on CPUs). On llvmpipe, which multiplies and adds in two instructions, they run at 140 GFLOP/s where 12 chains,
// whose intermediate results no longer fit 16 registers, run at 77.
// Buffers: input [count], output [count]. Assumes |factor| < 1, so that no chain grows without bound.
// variants: f32
#include "kernel.glsl"

layout(binding = 0, set = 0) readonly buffer Input { ELEMENT input_data[]; };
layout(binding = 1, set = 0) writeonly buffer Output { ELEMENT output_data[]; };

layout(push_constant) uniform Push
{
    uint input_base;
    uint output_base;
    uint count;
    uint rounds;
    float factor;
    float addend;
} p;

// Written out: a loop of 32 would cost drivers that do not unroll it more than the arithmetic.
#define STEP a = fma(a, factor, addend); b = fma(b, factor, addend);
#define STEPS_8 STEP STEP STEP STEP STEP STEP STEP STEP
#define STEPS_32 STEPS_8 STEPS_8 STEPS_8 STEPS_8

void main()
{
    uint i = invocation_index();
    if (i >= p.count)
        return;
    float x = input_data[p.input_base + i];
    vec4 a = vec4(x) + vec4(0, 1, 2, 3);
    vec4 b = vec4(x) + vec4(4, 5, 6, 7);
    vec4 factor = vec4(p.factor), addend = vec4(p.addend);
    for (uint round = 0; round < p.rounds; round++)
    {
        STEPS_32
    }
    vec4 sum = a + b;
    output_data[p.output_base + i] = ELEMENT(sum.x + sum.y + sum.z + sum.w);
}
