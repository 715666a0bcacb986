#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_control_flow_attributes : require
// The gradient of the input of a max pool: each element gets that of the places of the window which took it.
//   output[plane][z][y][x] = Σ gradient[plane][place], over the places whose choice is the tap that the element is there
// One invocation computes the same vector (layout.glsl) of `depth` planes, whose place takes divisions. It gathers: no two write to the same.
//
// gradient [planes][out_d][out_h][out_w] vectors; choice as gradient, from max_pool_gradient_choice.comp
// output   [planes][in_d][in_h][in_w] vectors; count is that of a plane times ceil(planes / depth)
// VOLUME: there is a depth. FEW: few places take an element. All are visited then, by loops that compilers unroll.
// variants: f32 f32_nc4hw f32_nc4hw_texel
#include "kernel.glsl"
#include "layout.glsl"
#include "window.glsl"
#include "windows_over.glsl"

layout(constant_id = 13) const bool VOLUME = true;
layout(constant_id = 14) const bool FEW = false;

LAYOUT_BUFFER(0, Gradient, gradient_data);
LAYOUT_BUFFER(1, Choice, choice_data);
layout(binding = 2, set = 0) writeonly buffer Output { STORED output_data[]; };

layout(push_constant) uniform Push {
    uint gradient_base;
    uint choice_base;
    uint output_base;
    uint count;
    uint in_d;
    uint in_h;
    uint in_w;
    uint out_d;
    uint out_h;
    uint out_w;
    int pad_d;
    int pad_h;
    int pad_w;
    uint planes;
    uint depth;
} p;

void main()
{
    uint index = invocation_index();
    if (index >= p.count)
        return;
    uvec4 own = place_of(index, VOLUME ? p.in_d : 1, p.in_h, p.in_w);
    uvec3 padded = own.xyz + uvec3(p.pad_w, p.pad_h, VOLUME ? p.pad_d : 0);
    uvec2 over_d = VOLUME ? windows_over(padded.z, KERNEL_D, STRIDE_D, DILATION_D, p.out_d) : uvec2(0, 1);
    uvec2 over_h = windows_over(padded.y, KERNEL_H, STRIDE_H, DILATION_H, p.out_h);
    uvec2 over_w = windows_over(padded.x, KERNEL_W, STRIDE_W, DILATION_W, p.out_w);
    uint visits_d = FEW ? most_windows(KERNEL_D, STRIDE_D, DILATION_D) : over_d.y;
    uint visits_h = FEW ? most_windows(KERNEL_H, STRIDE_H, DILATION_H) : over_h.y;
    uint visits_w = FEW ? most_windows(KERNEL_W, STRIDE_W, DILATION_W) : over_w.y;
    for (uint plane = own.w * p.depth; plane < min((own.w + 1) * p.depth, p.planes); plane++) {
        VECTOR sum = VECTOR(0);
        for (uint i = 0; i < visits_d; i++) {
            uint z = over_d.x - i, tap_d = VOLUME ? tap_over(padded.z, z, KERNEL_D, STRIDE_D, DILATION_D) : 0;
            for (uint j = 0; j < visits_h; j++) {
                uint y = over_h.x - j, tap_h = tap_over(padded.y, y, KERNEL_H, STRIDE_H, DILATION_H);
                for (uint k = 0; k < visits_w; k++) {
                    uint x = over_w.x - k, tap_w = tap_over(padded.x, x, KERNEL_W, STRIDE_W, DILATION_W);
                    bool takes = i < over_d.y && j < over_h.y && k < over_w.y && tap_d < KERNEL_D && tap_h < KERNEL_H && tap_w < KERNEL_W;
                    // Loaded from the first place where it does not: a branch costs more than a load.
                    uint at = takes ? ((VOLUME ? plane * p.out_d + z : plane) * p.out_h + y) * p.out_w + x : 0;
                    VECTOR choice = LOAD(choice_data, p.choice_base / WIDTH + at);
                    VECTOR gradient = LOAD(gradient_data, p.gradient_base / WIDTH + at);
                    float tap = takes ? float((tap_d * KERNEL_H + tap_h) * KERNEL_W + tap_w) : -2.0;
                    [[unroll]] for (int c = 0; c < WIDTH; c++)
                        COMPONENT(sum, c) += COMPONENT(choice, c) == tap ? COMPONENT(gradient, c) : 0.0;
                }
            }
        }
        uint row = ((VOLUME ? plane * p.in_d + own.z : plane) * p.in_h + own.y) * p.in_w + own.x;
        output_data[p.output_base / WIDTH + row] = STORED(sum);
    }
}
