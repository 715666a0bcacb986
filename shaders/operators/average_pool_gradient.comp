#version 450
#extension GL_GOOGLE_include_directive : require
// The gradient of the input of an average pool: each element gets its share of that of the places of the window which take it.
//   output[plane][z][y][x] = Σ gradient[plane][place] / n(place), over those places; n as in pool.comp
// One invocation computes the same vector (layout.glsl) of `depth` planes, whose place takes divisions. It gathers: no two write to the same.
//
// gradient [planes][out_d][out_h][out_w] vectors
// output   [planes][in_d][in_h][in_w] vectors; count is that of a plane times ceil(planes / depth)
// VOLUME: there is a depth. FEW: few places take an element. All are visited then, by loops that compilers unroll.
// variants: f32 f32_nc4hw f32_nc4hw_texel
#include "kernel.glsl"
#include "layout.glsl"
#include "window.glsl"
#include "windows_over.glsl"

layout(constant_id = 13) const bool COUNT_PADDING = false;
layout(constant_id = 14) const bool VOLUME = true;
layout(constant_id = 15) const bool FEW = false;

LAYOUT_BUFFER(0, Gradient, gradient_data);
layout(binding = 1, set = 0) writeonly buffer Output { STORED output_data[]; };

layout(push_constant) uniform Push {
    uint gradient_base;
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
    int end_d;
    int end_h;
    int end_w;
    uint planes;
    uint depth;
} p;

// The share along one axis of an element under the window at a place; 0 where it is not taken. end: where the padding past the input ends.
float share(uint padded, uint place, bool visited, uint kernel, uint stride, uint dilation, int pad, uint extent, int end)
{
    int corner = int(place * stride) - pad;
    uvec2 inside = taps_inside(corner, kernel, dilation, extent);
    uint counted = COUNT_PADDING ? padded_taps(corner, kernel, dilation, end) : inside.y - inside.x;
    return visited && tap_over(padded, place, kernel, stride, dilation) < kernel ? 1.0 / float(counted) : 0.0;
}

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
            uint z = over_d.x - i;
            float share_d = VOLUME ? share(padded.z, z, i < over_d.y, KERNEL_D, STRIDE_D, DILATION_D, p.pad_d, p.in_d, p.end_d) : 1.0;
            for (uint j = 0; j < visits_h; j++) {
                uint y = over_h.x - j;
                float share_h = share_d * share(padded.y, y, j < over_h.y, KERNEL_H, STRIDE_H, DILATION_H, p.pad_h, p.in_h, p.end_h);
                for (uint k = 0; k < visits_w; k++) {
                    uint x = over_w.x - k;
                    float part = share_h * share(padded.x, x, k < over_w.y, KERNEL_W, STRIDE_W, DILATION_W, p.pad_w, p.in_w, p.end_w);
                    // Loaded from the first place where it is not taken: a branch costs more than a load.
                    uint at = part > 0.0 ? ((VOLUME ? plane * p.out_d + z : plane) * p.out_h + y) * p.out_w + x : 0;
                    VECTOR gradient = LOAD(gradient_data, p.gradient_base / WIDTH + at);
                    sum += part > 0.0 ? gradient * part : VECTOR(0);
                }
            }
        }
        uint row = ((VOLUME ? plane * p.in_d + own.z : plane) * p.in_h + own.y) * p.in_w + own.x;
        output_data[p.output_base / WIDTH + row] = STORED(sum);
    }
}
